import { fixture, html } from '@open-wc/testing'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { eventually } from '../../support/eventually.js'
import { moments } from '../../support/moments.js'
import { ToastsDriver } from '../../support/toasts-driver.js'

beforeEach(() => {
  vi.spyOn(document, 'hasFocus').mockReturnValue(true)
})
afterEach(() => vi.restoreAllMocks())

describe('the keyboard focus', () => {
  const press = (key: string, target: EventTarget = document.body) =>
    target.dispatchEvent(
      new KeyboardEvent('keydown', { key, bubbles: true, composed: true, cancelable: true }),
    )

  async function two(): Promise<[ToastsDriver, HTMLElement]> {
    const before = await fixture<HTMLElement>(html`<button>Before</button>`)
    const driver = await ToastsDriver.showing(moments.boost)
    driver.toasts.celebrate(moments.streak)
    await eventually(() => driver.cards.length === 2)
    before.focus()
    return [driver, before]
  }

  it('moves to the toasts and back with F6, and never without it', async () => {
    const [driver, before] = await two()
    expect(document.activeElement).toBe(before)
    press('F6')
    expect(driver.focused).toBe(driver.cards[0])
    press('F6', driver.focused as Element)
    expect(document.activeElement).toBe(before)
  })

  it('does not return to the place of F6 after it has moved on', async () => {
    const [driver, before] = await two()
    const elsewhere = await fixture<HTMLElement>(html`<button>Elsewhere</button>`)
    press('F6')
    elsewhere.focus()
    for (const number of [1, 0]) {
      driver.find('.toast:not([inert]) .close')?.focus()
      press('Escape', driver.focused as Element)
      await eventually(() => driver.cards.length === number)
    }
    expect(document.activeElement).not.toBe(before)
    expect(driver.focused).toBeNull()
  })

  it('moves to the toasts with the hotkey that the page sets, but not while letters are composed', async () => {
    const [driver, before] = await two()
    driver.toasts.hotkey = 'Alt+T'
    press('F6')
    expect(document.activeElement).toBe(before)
    const init = { key: 't', altKey: true, bubbles: true, composed: true }
    document.body.dispatchEvent(new KeyboardEvent('keydown', { ...init, isComposing: true }))
    expect(document.activeElement).toBe(before)
    document.body.dispatchEvent(new KeyboardEvent('keydown', init))
    expect(driver.focused).toBe(driver.cards[0])
  })

  it.each([
    ['Control+Shift+K', { key: 'K', code: 'KeyK', ctrlKey: true, shiftKey: true }],
    // What a Mac writes with Alt.
    ['Alt+T', { key: '†', code: 'KeyT', altKey: true }],
  ])('moves to the toasts with the hotkey %s', async (hotkey, init) => {
    const [driver, before] = await two()
    driver.toasts.hotkey = hotkey
    const event = { ...init, bubbles: true }
    document.body.dispatchEvent(new KeyboardEvent('keydown', { ...event, metaKey: true }))
    expect(document.activeElement).toBe(before)
    document.body.dispatchEvent(new KeyboardEvent('keydown', event))
    expect(driver.focused).toBe(driver.cards[0])
  })

  it('moves to the next toast after Escape dismisses one, and after the last back to its place before', async () => {
    const [driver, before] = await two()
    const reasons: string[] = []
    driver.toasts.addEventListener('toast-dismiss', ({ reason }) => reasons.push(reason))
    press('F6')
    press('Escape', driver.focused as Element)
    await eventually(() => driver.cards.length === 1)
    expect(driver.focused).toBe(driver.cards[0])
    press('Escape', driver.focused as Element)
    await eventually(() => driver.cards.length === 0)
    expect(document.activeElement).toBe(before)
    expect(reasons).toEqual(['escape', 'escape'])
  })

  it('stays in a toast that another celebration joins', async () => {
    const driver = await ToastsDriver.showing(moments.achievement)
    driver.part('title')?.focus()
    driver.toasts.celebrate(moments.achievement)
    await eventually(() => driver.find('.toast.many') !== null)
    expect(driver.focused).toBe(driver.cards[0])
  })

  it('is in no toast after a mouse closes one, so that the others time out', async () => {
    const [driver] = await two()
    const [closed] = driver.cards
    closed?.querySelector<HTMLElement>('.close')?.focus()
    // As for what a mouse has pressed.
    vi.spyOn(closed as HTMLElement, 'matches').mockReturnValue(false)
    closed?.querySelector<HTMLElement>('.close')?.click()
    await eventually(() => driver.cards.length === 1)
    expect(driver.focused).toBeNull()
  })

  it('reaches the toasts as a list in a named region, each with a button to close it', async () => {
    const driver = await ToastsDriver.showing(moments.boost)
    const region = driver.find('[role=region]')
    expect(region?.ariaLabel).toBe('Celebrations')
    expect(region?.getAttribute('aria-keyshortcuts')).toBe('F6')
    expect(driver.find('[role=list] > [role=listitem] > button.close')?.ariaLabel).toBe('Close')
    driver.find('.close')?.click()
    await eventually(() => driver.cards.length === 0)
  })
})
