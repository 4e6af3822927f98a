import { fixture, html } from '@open-wc/testing'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { GamificationToasts } from '../../../src/components/gamification-toasts/gamification-toasts.js'
import { cards, eventually, moments, showing, within } from '../../support/toasts.js'

beforeEach(() => {
  vi.spyOn(document, 'hasFocus').mockReturnValue(true)
})
afterEach(() => vi.restoreAllMocks())

describe('the keyboard focus', () => {
  const press = (key: string, target: EventTarget = document.body) =>
    target.dispatchEvent(
      new KeyboardEvent('keydown', { key, bubbles: true, composed: true, cancelable: true }),
    )
  const focused = (toasts: GamificationToasts) => toasts.shadowRoot?.activeElement

  async function two(): Promise<[GamificationToasts, HTMLElement]> {
    const before = await fixture<HTMLElement>(html`<button>Before</button>`)
    const toasts = await showing(moments.boost)
    toasts.celebrate(moments.streak)
    await eventually(() => cards(toasts).length === 2)
    before.focus()
    return [toasts, before]
  }

  it('moves to the toasts and back with F6, and never without it', async () => {
    const [toasts, before] = await two()
    expect(document.activeElement).toBe(before)
    press('F6')
    expect(focused(toasts)).toBe(cards(toasts)[0])
    press('F6', focused(toasts) as Element)
    expect(document.activeElement).toBe(before)
  })

  it('does not return to the place of F6 after it has moved on', async () => {
    const [toasts, before] = await two()
    const elsewhere = await fixture<HTMLElement>(html`<button>Elsewhere</button>`)
    press('F6')
    elsewhere.focus()
    for (const number of [1, 0]) {
      within(toasts, '.toast:not([inert]) .close')?.focus()
      press('Escape', focused(toasts) as Element)
      await eventually(() => cards(toasts).length === number)
    }
    expect(document.activeElement).not.toBe(before)
    expect(focused(toasts)).toBeNull()
  })

  it('moves to the toasts with the hotkey that the page sets, but not while letters are composed', async () => {
    const [toasts, before] = await two()
    toasts.hotkey = 'Alt+T'
    press('F6')
    expect(document.activeElement).toBe(before)
    const init = { key: 't', altKey: true, bubbles: true, composed: true }
    document.body.dispatchEvent(new KeyboardEvent('keydown', { ...init, isComposing: true }))
    expect(document.activeElement).toBe(before)
    document.body.dispatchEvent(new KeyboardEvent('keydown', init))
    expect(focused(toasts)).toBe(cards(toasts)[0])
  })

  it.each([
    ['Control+Shift+K', { key: 'K', code: 'KeyK', ctrlKey: true, shiftKey: true }],
    // What a Mac writes with Alt.
    ['Alt+T', { key: '†', code: 'KeyT', altKey: true }],
  ])('moves to the toasts with the hotkey %s', async (hotkey, init) => {
    const [toasts, before] = await two()
    toasts.hotkey = hotkey
    const event = { ...init, bubbles: true }
    document.body.dispatchEvent(new KeyboardEvent('keydown', { ...event, metaKey: true }))
    expect(document.activeElement).toBe(before)
    document.body.dispatchEvent(new KeyboardEvent('keydown', event))
    expect(focused(toasts)).toBe(cards(toasts)[0])
  })

  it('moves to the next toast after Escape dismisses one, and after the last back to its place before', async () => {
    const [toasts, before] = await two()
    const reasons: string[] = []
    toasts.addEventListener('toast-dismiss', ({ reason }) => reasons.push(reason))
    press('F6')
    press('Escape', focused(toasts) as Element)
    await eventually(() => cards(toasts).length === 1)
    expect(focused(toasts)).toBe(cards(toasts)[0])
    press('Escape', focused(toasts) as Element)
    await eventually(() => cards(toasts).length === 0)
    expect(document.activeElement).toBe(before)
    expect(reasons).toEqual(['escape', 'escape'])
  })

  it('stays in a toast that another celebration joins', async () => {
    const toasts = await showing(moments.achievement)
    within(toasts, '[part=title]')?.focus()
    toasts.celebrate(moments.achievement)
    await eventually(() => within(toasts, '.toast.many') !== null)
    expect(focused(toasts)).toBe(cards(toasts)[0])
  })

  it('is in no toast after a mouse closes one, so that the others time out', async () => {
    const [toasts] = await two()
    const [closed] = cards(toasts)
    closed?.querySelector<HTMLElement>('.close')?.focus()
    // As for what a mouse has pressed.
    vi.spyOn(closed as HTMLElement, 'matches').mockReturnValue(false)
    closed?.querySelector<HTMLElement>('.close')?.click()
    await eventually(() => cards(toasts).length === 1)
    expect(focused(toasts)).toBeNull()
  })

  it('reaches the toasts as a list in a named region, each with a button to close it', async () => {
    const toasts = await showing(moments.boost)
    const region = within(toasts, '[role=region]')
    expect(region?.ariaLabel).toBe('Celebrations')
    expect(region?.getAttribute('aria-keyshortcuts')).toBe('F6')
    expect(within(toasts, '[role=list] > [role=listitem] > button.close')?.ariaLabel).toBe('Close')
    within(toasts, '.close')?.click()
    await eventually(() => cards(toasts).length === 0)
  })
})
