import { describe, expect, it } from 'vitest'
import type { NotificationBell } from '../../../src/components/notification-bell/notification-bell.js'
import {
  badge,
  eventually,
  expectAccessible,
  focused,
  opened,
  rows,
  serveEachTest,
  server,
  within,
} from '../../support/bell.js'

serveEachTest()

/** Presses a key where the focus is. Answers whether the panel took it. */
function press(bell: NotificationBell, key: string, init: KeyboardEventInit = {}): boolean {
  const event = new KeyboardEvent('keydown', {
    key,
    bubbles: true,
    composed: true,
    cancelable: true,
    ...init,
  })
  focused(bell)?.dispatchEvent(event)
  return event.defaultPrevented
}

const row = (bell: NotificationBell) =>
  rows(bell).findIndex((one) => one.contains(focused(bell) ?? null))

describe('in the panel, the keyboard', () => {
  it('goes from row to row, by arrows and by letters', async () => {
    server.addMany(4)
    const bell = await opened()
    const way = [
      ['ArrowDown', 0],
      ['j', 1],
      ['ArrowDown', 2],
      ['k', 1],
      ['End', 3],
      ['ArrowDown', 3],
      ['ArrowUp', 2],
      ['Home', 0],
      ['k', 0],
    ] as const
    for (const [key, index] of way) {
      expect(press(bell, key)).toBe(true)
      expect([key, row(bell)]).toEqual([key, index])
    }
  })

  it('marks as read and unread, removes, and takes back', async () => {
    server.addMany(3)
    const bell = await opened()
    press(bell, 'Home')
    press(bell, 'I', { shiftKey: true })
    await eventually(() => badge(bell) === '2')
    press(bell, 'I', { shiftKey: true })
    press(bell, 'U', { shiftKey: true })
    await eventually(() => badge(bell) === '3')
    press(bell, 'e')
    await eventually(() => rows(bell).length === 2)
    await eventually(() => row(bell) === 0)
    press(bell, 'z')
    await eventually(() => rows(bell).length === 3)
    press(bell, 'Home')
    press(bell, 'e')
    await eventually(() => rows(bell).length === 2 && row(bell) === 0)
    press(bell, 'z', { ctrlKey: true })
    await eventually(() => rows(bell).length === 3)
  })

  it('shows its keys at a question mark, and leaves the panel open when they close', async () => {
    server.add()
    const bell = await opened()
    press(bell, '?', { shiftKey: true })
    await eventually(() => within(bell, '[part=help]')?.matches(':popover-open') === true)
    await eventually(() => focused(bell)?.textContent === 'Keyboard shortcuts')
    await expectAccessible(bell)
    expect(press(bell, 'e')).toBe(false)
    within(bell, '[part=help]')?.hidePopover()
    expect(bell.open).toBe(true)
    expect(rows(bell)).toHaveLength(1)
  })

  it('leaves letters alone where it is told to, and takes others', async () => {
    server.addMany(2)
    const bell = await opened()
    bell.setAttribute('shortcuts', 'off')
    await bell.updateComplete
    for (const key of ['j', 'e', 'z', '?']) expect(press(bell, key)).toBe(false)
    expect(press(bell, 'ArrowDown')).toBe(true)
    bell.shortcuts = { remove: ['Delete'] }
    await bell.updateComplete
    expect(press(bell, 'e')).toBe(false)
    press(bell, 'Delete')
    await eventually(() => rows(bell).length === 1)
  })

  it('keeps its own keys where what it is told is no list of keys', async () => {
    server.addMany(2)
    const bell = await opened()
    const wrong: object = { remove: undefined, undo: null, search: 's', dance: ['d'] }
    bell.shortcuts = wrong
    await bell.updateComplete
    expect(press(bell, 'd')).toBe(false)
    press(bell, 'Home')
    press(bell, 'e')
    await eventually(() => rows(bell).length === 1)
    press(bell, 'z')
    await eventually(() => rows(bell).length === 2)
    expect(press(bell, '?')).toBe(true)
    await eventually(() => within(bell, '[part=help]')?.matches(':popover-open') === true)
    expect(within(bell, '[part=help]')?.querySelectorAll('dt')).toHaveLength(10)
  })

  it('hears nothing while an input method composes, and nothing with Alt', async () => {
    server.add()
    const bell = await opened()
    expect(press(bell, 'j', { isComposing: true })).toBe(false)
    expect(press(bell, 'ArrowDown', { altKey: true })).toBe(false)
  })

  it('leaves its keys to what a page has people write in, wherever that stands', async () => {
    server.addMany(2)
    const bell = await opened()
    const written = ['<textarea>', '<select>', '<p contenteditable>', '<input>'].map((tag) => {
      const { body } = new DOMParser().parseFromString(tag, 'text/html')
      return body.firstElementChild as HTMLElement
    })
    for (const one of written) {
      one.slot = 'footer'
      bell.append(one)
      const taken = ['j', 'e', '?', 'Home'].filter((key) => {
        const init = { key, bubbles: true, composed: true, cancelable: true }
        return !one.dispatchEvent(new KeyboardEvent('keydown', init))
      })
      expect(taken).toEqual([])
    }
    expect(within(bell, '#help')).toBeNull()
  })
})
