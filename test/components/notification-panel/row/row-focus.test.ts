import { fixture, html } from '@open-wc/testing'
import { expect, it } from 'vitest'
import {
  RowFocus,
  type RowsHost,
} from '../../../../src/components/notification-panel/row/row-focus.js'

const row = (name: string) =>
  html`<div class="row"><a class="link" href="#${name}">${name}</a></div>`

it('RowFocus moves the focus between the links of the rows, and not beyond the last', async () => {
  const list = await fixture<HTMLElement>(html`<div>${row('first')}${row('second')}</div>`)
  const rows = [...list.querySelectorAll('.row')]
  const focus = new RowFocus(Object.assign(list, { rows }) as unknown as RowsHost)
  const focused = () => document.activeElement?.textContent
  focus.move('next')
  expect(focused()).toBe('first')
  focus.move('last')
  focus.move('next')
  expect(focused()).toBe('second')
  focus.move('previous')
  expect(focused()).toBe('first')
})
