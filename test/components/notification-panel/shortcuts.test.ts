import { describe, expect, it } from 'vitest'
import { BellDriver } from '../../support/bell-driver.js'
import { eventually } from '../../support/eventually.js'
import { expectAccessible } from '../../support/expect-accessible.js'
import { serveEachTest, server } from '../../support/test-server.js'

serveEachTest()

/** The index of the row that contains the focus; -1 without one. */
const focusedRow = (driver: BellDriver) =>
  driver.rows.findIndex((one) => one.contains(driver.focused ?? null))

describe('the keyboard in the panel', () => {
  it('moves from row to row, with arrows and with letters', async () => {
    server.addMany(4)
    const driver = await BellDriver.open()
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
      expect(driver.press(key)).toBe(true)
      expect([key, focusedRow(driver)]).toEqual([key, index])
    }
  })

  it('marks a row as read and unread, removes it, and undoes that', async () => {
    server.addMany(3)
    const driver = await BellDriver.open()
    driver.press('Home')
    driver.press('I', { shiftKey: true })
    await eventually(() => driver.badge === '2')
    driver.press('I', { shiftKey: true })
    driver.press('U', { shiftKey: true })
    await eventually(() => driver.badge === '3')
    driver.press('e')
    await eventually(() => driver.rows.length === 2)
    await eventually(() => focusedRow(driver) === 0)
    driver.press('z')
    await eventually(() => driver.rows.length === 3)
    driver.press('Home')
    driver.press('e')
    await eventually(() => driver.rows.length === 2 && focusedRow(driver) === 0)
    driver.press('z', { ctrlKey: true })
    await eventually(() => driver.rows.length === 3)
  })

  it('lists the shortcuts after a question mark, and keeps the panel open when the list closes', async () => {
    server.add()
    const driver = await BellDriver.open()
    driver.press('?', { shiftKey: true })
    await eventually(() => driver.part('help')?.matches(':popover-open') === true)
    await eventually(() => driver.focused?.textContent === 'Keyboard shortcuts')
    await expectAccessible(driver.bell)
    expect(driver.press('e')).toBe(false)
    driver.part('help')?.hidePopover()
    expect(driver.bell.open).toBe(true)
    expect(driver.rows).toHaveLength(1)
  })

  it('ignores letters with shortcuts="off", and uses the keys that the page sets', async () => {
    server.addMany(2)
    const driver = await BellDriver.open()
    driver.bell.setAttribute('shortcuts', 'off')
    await driver.bell.updateComplete
    for (const key of ['j', 'e', 'z', '?']) expect(driver.press(key)).toBe(false)
    expect(driver.press('ArrowDown')).toBe(true)
    driver.bell.shortcuts = { remove: ['Delete'] }
    await driver.bell.updateComplete
    expect(driver.press('e')).toBe(false)
    driver.press('Delete')
    await eventually(() => driver.rows.length === 1)
  })

  it('keeps its default keys for settings that are no lists of keys', async () => {
    server.addMany(2)
    const driver = await BellDriver.open()
    const wrong: object = { remove: undefined, undo: null, search: 's', dance: ['d'] }
    driver.bell.shortcuts = wrong
    await driver.bell.updateComplete
    expect(driver.press('d')).toBe(false)
    driver.press('Home')
    driver.press('e')
    await eventually(() => driver.rows.length === 1)
    driver.press('z')
    await eventually(() => driver.rows.length === 2)
    expect(driver.press('?')).toBe(true)
    await eventually(() => driver.part('help')?.matches(':popover-open') === true)
    expect(driver.part('help')?.querySelectorAll('dt')).toHaveLength(10)
  })

  it('ignores keys while an input method composes, and keys with Alt', async () => {
    server.add()
    const driver = await BellDriver.open()
    expect(driver.press('j', { isComposing: true })).toBe(false)
    expect(driver.press('ArrowDown', { altKey: true })).toBe(false)
  })

  it('ignores keys in the form fields that the page puts into the panel', async () => {
    server.addMany(2)
    const driver = await BellDriver.open()
    const written = ['<textarea>', '<select>', '<p contenteditable>', '<input>'].map((tag) => {
      const { body } = new DOMParser().parseFromString(tag, 'text/html')
      return body.firstElementChild as HTMLElement
    })
    for (const one of written) {
      one.slot = 'footer'
      driver.bell.append(one)
      const taken = ['j', 'e', '?', 'Home'].filter((key) => {
        const init = { key, bubbles: true, composed: true, cancelable: true }
        return !one.dispatchEvent(new KeyboardEvent('keydown', init))
      })
      expect(taken).toEqual([])
    }
    expect(driver.find('#help')).toBeNull()
  })
})
