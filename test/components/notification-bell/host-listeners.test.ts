import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { BellDriver } from '../../support/bell-driver.js'
import { eventually } from '../../support/eventually.js'
import { serveEachTest, server } from '../../support/test-server.js'

serveEachTest()

const keyTypes = ['keydown', 'keypress', 'keyup']
const types = [...keyTypes, 'beforeinput', 'input', 'textInput', 'copy', 'cut', 'paste']
let heard: string[]
let leaving: AbortController

beforeEach(() => {
  heard = []
  leaving = new AbortController()
  for (const type of types)
    addEventListener(type, (event) => heard.push(event.type), { signal: leaving.signal })
})
afterEach(() => leaving.abort())

const reach = { bubbles: true, composed: true, cancelable: true }
/** Presses and releases a key on an element. */
const press = (target: Element | null | undefined, key: string, init: KeyboardEventInit = {}) => {
  for (const type of ['keydown', 'keypress', 'keyup'])
    target?.dispatchEvent(new KeyboardEvent(type, { key, code: key, ...reach, ...init }))
}

describe('a listener on the window', () => {
  it('hears no event of writing in the search', async () => {
    server.add()
    const field = await (await BellDriver.open()).openSearch()
    press(field, 'j')
    press(field, 'Backspace')
    press(field, 'é', { altKey: true })
    // Windows reports AltGr as Ctrl and Alt. WebKit does not run on Windows and cannot create the event.
    const altGr = { ctrlKey: true, altKey: true, modifierAltGraph: true }
    if (new KeyboardEvent('keydown', altGr).getModifierState('AltGraph')) press(field, '@', altGr)
    else expect(CSS.supports('-webkit-nbsp-mode', 'space')).toBe(true)
    press(field, 'Process', { isComposing: true })
    for (const type of types.slice(3)) field.dispatchEvent(new Event(type, reach))
    for (const type of ['compositionstart', 'compositionupdate', 'compositionend'])
      field.dispatchEvent(new CompositionEvent(type, reach))
    expect(heard).toEqual([])
  })

  it('hears keyboard commands, Tab and function keys that are pressed in the search', async () => {
    server.add()
    const field = await (await BellDriver.open()).openSearch()
    press(field, 'k', { ctrlKey: true })
    press(field, 's', { metaKey: true })
    press(field, 'Tab')
    press(field, 'F6')
    expect(heard).toEqual([...keyTypes, ...keyTypes, ...keyTypes, ...keyTypes])
  })

  it('hears only the keys that do nothing in the list', async () => {
    server.addMany(3)
    const driver = await BellDriver.open()
    press(driver.focused, 'Home')
    heard = []
    driver.focused?.dispatchEvent(
      new KeyboardEvent('keydown', { key: 'j', code: 'KeyJ', ...reach }),
    )
    driver.focused?.dispatchEvent(new KeyboardEvent('keyup', { key: 'j', code: 'KeyJ', ...reach }))
    driver.focused?.dispatchEvent(
      new KeyboardEvent('keydown', { key: 'I', code: 'KeyI', shiftKey: true, ...reach }),
    )
    // Released after Shift, so its keyup event names the small letter.
    driver.focused?.dispatchEvent(new KeyboardEvent('keyup', { key: 'i', code: 'KeyI', ...reach }))
    await eventually(() => driver.badge === '2')
    expect(heard).toEqual([])
    press(driver.focused, 'x')
    press(driver.focused, 'j', { ctrlKey: true })
    expect(heard).toEqual([...keyTypes, ...keyTypes])
  })

  it('does not hear Space and Enter on a control, which a video player would handle too', async () => {
    server.add()
    const driver = await BellDriver.open()
    press(driver.part('button'), ' ')
    press(driver.part('mark-all'), 'Enter')
    expect(heard).toEqual([])
  })

  it('hears every event of a field that the page has put into a slot', async () => {
    server.add()
    const driver = await BellDriver.open()
    const field = document.createElement('input')
    field.slot = 'footer'
    driver.bell.append(field)
    press(field, 'x')
    field.dispatchEvent(new Event('input', reach))
    expect(heard).toEqual([...keyTypes, 'input'])
    expect(driver.rows).toHaveLength(1)
  })
})
