import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { NotificationBell } from '../../../src/components/notification-bell/notification-bell.js'
import {
  badge,
  eventually,
  focused,
  opened,
  rows,
  serveEachTest,
  server,
  within,
} from '../../support/bell.js'

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
const press = (target: Element | null | undefined, key: string, init: KeyboardEventInit = {}) => {
  for (const type of ['keydown', 'keypress', 'keyup'])
    target?.dispatchEvent(new KeyboardEvent(type, { key, code: key, ...reach, ...init }))
}

async function searching(bell: NotificationBell): Promise<HTMLElement> {
  within(bell, '[part=search-toggle]')?.click()
  await eventually(() => within(bell, '[part=search-field]') === focused(bell))
  return within(bell, '[part=search-field]') as HTMLElement
}

describe('a listener on the window', () => {
  it('hears nothing of what is written in the search', async () => {
    server.add()
    const field = await searching(await opened())
    press(field, 'j')
    press(field, 'Backspace')
    press(field, 'é', { altKey: true })
    // Windows reports AltGr as Ctrl and Alt. WebKit, which is not on Windows, cannot make such an event.
    const altGr = { ctrlKey: true, altKey: true, modifierAltGraph: true }
    if (new KeyboardEvent('keydown', altGr).getModifierState('AltGraph')) press(field, '@', altGr)
    else expect(CSS.supports('-webkit-nbsp-mode', 'space')).toBe(true)
    press(field, 'Process', { isComposing: true })
    for (const type of types.slice(3)) field.dispatchEvent(new Event(type, reach))
    for (const type of ['compositionstart', 'compositionupdate', 'compositionend'])
      field.dispatchEvent(new CompositionEvent(type, reach))
    expect(heard).toEqual([])
  })

  it('hears commands, Tab and function keys in the search', async () => {
    server.add()
    const field = await searching(await opened())
    press(field, 'k', { ctrlKey: true })
    press(field, 's', { metaKey: true })
    press(field, 'Tab')
    press(field, 'F6')
    expect(heard).toEqual([...keyTypes, ...keyTypes, ...keyTypes, ...keyTypes])
  })

  it('does not hear the keys that act in the list, and hears the others', async () => {
    server.addMany(3)
    const bell = await opened()
    press(focused(bell), 'Home')
    heard = []
    focused(bell)?.dispatchEvent(new KeyboardEvent('keydown', { key: 'j', code: 'KeyJ', ...reach }))
    focused(bell)?.dispatchEvent(new KeyboardEvent('keyup', { key: 'j', code: 'KeyJ', ...reach }))
    focused(bell)?.dispatchEvent(
      new KeyboardEvent('keydown', { key: 'I', code: 'KeyI', shiftKey: true, ...reach }),
    )
    // The letter is let go after Shift.
    focused(bell)?.dispatchEvent(new KeyboardEvent('keyup', { key: 'i', code: 'KeyI', ...reach }))
    await eventually(() => badge(bell) === '2')
    expect(heard).toEqual([])
    press(focused(bell), 'x')
    press(focused(bell), 'j', { ctrlKey: true })
    expect(heard).toEqual([...keyTypes, ...keyTypes])
  })

  it('does not hear what presses a control: a player would take the space bar for its own', async () => {
    server.add()
    const bell = await opened()
    press(within(bell, '[part=button]'), ' ')
    press(within(bell, '[part=mark-all]'), 'Enter')
    expect(heard).toEqual([])
  })

  it('hears all of a field that the page has put into a slot', async () => {
    server.add()
    const bell = await opened()
    const field = document.createElement('input')
    field.slot = 'footer'
    bell.append(field)
    press(field, 'x')
    field.dispatchEvent(new Event('input', reach))
    expect(heard).toEqual([...keyTypes, 'input'])
    expect(rows(bell)).toHaveLength(1)
  })
})
