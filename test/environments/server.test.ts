import { expect, it } from 'vitest'

it('on a server, where there is no page, the elements can be imported', async () => {
  expect('document' in globalThis).toBe(false)
  await import('../../src/define.js')
  expect('document' in globalThis).toBe(false)
})
