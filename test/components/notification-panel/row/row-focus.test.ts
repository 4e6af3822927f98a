import { fixture, html } from '@open-wc/testing'
import { expect, it } from 'vitest'
import {
  RowFocus,
  type RowsHost,
} from '../../../../src/components/notification-panel/row/row-focus.js'

const row = (name: string) =>
  html`<div class="row">
    <a class="link" href="#${name}">${name}</a>
    <button class="tool" tabindex="-1">Remove ${name}</button>
  </div>`

it('RowFocus keeps the buttons of the focused row in the tab order, even if the row had the focus before RowFocus was made', async () => {
  const list = await fixture<HTMLElement>(html`<div>${row('first')}${row('second')}</div>`)
  const tabIndexes = () => [...list.querySelectorAll('button')].map(({ tabIndex }) => tabIndex)
  list.querySelector('a')?.focus()
  const rows = [...list.querySelectorAll('.row')]
  const focus = new RowFocus(Object.assign(list, { rows }) as unknown as RowsHost)
  expect(tabIndexes()).toEqual([0, -1])
  focus.move('next')
  expect(tabIndexes()).toEqual([-1, 0])
})
