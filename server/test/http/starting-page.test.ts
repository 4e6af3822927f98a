import { createHash } from 'node:crypto'
import { expect, it } from 'vitest'
import { startingPage, startingPagePolicy } from '../../src/http/starting-page.js'

it('gives the page that waits for the server a policy that allows its own styles', () => {
  const [, styles = ''] = /<style>([^]*)<\/style>/.exec(startingPage('1')) ?? []
  const hash = createHash('sha256').update(styles).digest('base64')
  expect(styles).toContain('light-dark(')
  expect(startingPagePolicy).toContain(`style-src 'sha256-${hash}'`)
})

it('loads the page that waits for the server again after the given seconds', () => {
  expect(startingPage('3')).toContain('<meta http-equiv="refresh" content="3" />')
})
