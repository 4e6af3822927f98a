import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { swipeRows } from '../../../../src/components/notification-panel/row/row-swipe.js'
import type { NotificationPanel } from '../../../../src/components/notification-panel/notification-panel.js'
import { BellDriver } from '../../../support/bell-driver.js'
import { eventually } from '../../../support/eventually.js'
import { serveEachTest, server } from '../../../support/test-server.js'

serveEachTest()

let driver: BellDriver
const leaving = new AbortController()

beforeEach(async () => {
  // Pointers that are not real cannot be captured.
  vi.spyOn(HTMLElement.prototype, 'setPointerCapture').mockReturnValue()
  server.addMany(3)
  driver = await BellDriver.open()
  const panel = driver.find('.frame')?.parentElement as NotificationPanel
  swipeRows(panel, leaving.signal)
})
afterEach(() => {
  document.documentElement.removeAttribute('dir')
  vi.restoreAllMocks()
})

const send = (type: string, x: number, y = 0) => {
  const buttons = type === 'pointerup' ? 0 : 1
  const point = { pointerId: 7, pointerType: 'touch', clientX: 200 + x, clientY: 200 + y, buttons }
  driver.link(1)?.dispatchEvent(new PointerEvent(type, { ...point, bubbles: true, composed: true }))
}

/** A finger draws the second row, and lets it go. */
function swipe(x: number, y = 0): void {
  send('pointerdown', 0)
  send('pointermove', x, y)
  send('pointerup', x, y)
}

it.each([
  ['ltr', -1],
  ['rtl', 1],
])('marks a row as read, and as unread again, towards the start of %s', async (dir, side) => {
  document.documentElement.dir = dir
  swipe(90 * side)
  await eventually(() => driver.badge === '2')
  expect(driver.rows[1]?.querySelector('[part=unread-mark]')).toBeNull()
  expect(driver.rows).toHaveLength(3)
  swipe(90 * side)
  await eventually(() => driver.badge === '3')
})

it.each([
  ['ltr', 1],
  ['rtl', -1],
])('removes a row towards the end of %s, and offers to undo it', async (dir, side) => {
  document.documentElement.dir = dir
  const removed = driver.rows[1]?.dataset['id']
  swipe(90 * side)
  await eventually(() => driver.rows.length === 2)
  expect(driver.rows.map(({ dataset }) => dataset['id'])).not.toContain(removed)
  driver.part('undo-button')?.click()
  await eventually(() => driver.rows.length === 3)
  expect(driver.rows[1]?.style.translate).toBe('')
})

it.each([
  ['a short way', 60, 0],
  ['up or down', 30, 90],
])('does nothing when it goes %s', async (_way, x, y) => {
  swipe(x, y)
  await eventually(() => driver.rows[1]?.style.translate === '')
  await eventually(() => driver.find('.swipe') === null)
  expect(driver.rows).toHaveLength(3)
  expect(driver.badge).toBe('3')
})

it('shows below the row what it would do', () => {
  send('pointerdown', 0)
  send('pointermove', 40)
  const hint = driver.find('.swipe')
  expect(hint?.textContent).toContain('Remove')
  expect(hint?.matches('.far')).toBe(false)
  send('pointermove', -100)
  expect(hint?.textContent).toContain('Mark as read')
  expect(hint?.matches('.far')).toBe(true)
  send('pointercancel', -100)
})
