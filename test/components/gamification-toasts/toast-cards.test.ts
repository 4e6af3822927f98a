import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { settle } from '../../../src/testing/settle.js'
import { alone, cards, eventually, moments, showing, within } from '../../support/toasts.js'
import { translateText } from '../../support/translator.js'

beforeEach(() => {
  vi.spyOn(document, 'hasFocus').mockReturnValue(true)
})
afterEach(() => vi.restoreAllMocks())

/** Whether the page has fetched what swipes a toast. */
const hasSwipe = () =>
  performance.getEntriesByType('resource').some(({ name }) => name.includes('/swipe.'))

// In this order: what was fetched once stays.
describe('the code for swipes', () => {
  it('is not loaded before a pointer that can hover is over a toast', async () => {
    vi.spyOn(window, 'matchMedia').mockReturnValue({ matches: false } as MediaQueryList)
    const toasts = await alone()
    toasts.celebrate(moments.points)
    await eventually(() => cards(toasts).length === 1)
    expect(hasSwipe()).toBe(false)
  })

  it('is loaded with the first toast on a touchscreen', async () => {
    vi.spyOn(window, 'matchMedia').mockReturnValue({ matches: true } as MediaQueryList)
    const toasts = await alone()
    toasts.celebrate(moments.points)
    await eventually(hasSwipe)
  })
})

describe('a toast that a translator has changed', () => {
  const titleOf = (toasts: Element, kind: string) =>
    toasts.shadowRoot
      ?.querySelector(`.${kind} [part=title]`)
      ?.textContent.trim()
      .replace(/\s+/g, ' ')
  const more = { ...moments.achievement, data: { achievementName: 'Night owl' } }

  it.each([
    ['points', moments.points, moments.points, '+30 POINTS'],
    ['achievement', moments.achievement, more, '2 achievements'],
  ])('shows the true number of %s', async (kind, first, second, title) => {
    const toasts = await showing(first)
    await settle(toasts)
    translateText(toasts.shadowRoot as ShadowRoot)
    toasts.celebrate(second)
    await eventually(() => titleOf(toasts, kind) === title)
  })

  it('shows the remaining time of a boost', async () => {
    const toasts = await showing(moments.boost)
    await settle(toasts)
    translateText(toasts.shadowRoot as ShadowRoot)
    const told = within(toasts, '[part=time-left]')?.textContent
    await eventually(() => within(toasts, '[part=time-left]')?.textContent !== told)
    expect(within(toasts, '[part=time-left]')?.textContent).toMatch(/^14:\d\d left$/)
    expect(within(toasts, '.multiplier font')).toBeNull()
  })
})

describe('a boost', () => {
  it.each([
    [2, '2×'],
    [1.5, '1.5×'],
    [10, '10×'],
    [1.25, '1.25×'],
    [100, '100×'],
    [12_345, '12.3K×'],
  ])('with the multiplier %d shows its number inside the ring', async (multiplier, text) => {
    const toasts = await showing({ ...moments.boost, data: { multiplier } })
    await settle(toasts)
    const number = within(toasts, '.multiplier')
    const ring = within(toasts, '.boost-art')?.getBoundingClientRect() ?? new DOMRect()
    expect(number?.textContent).toBe(text)
    // The line of the ring takes a tenth at each side.
    expect(number?.getBoundingClientRect().width).toBeLessThan(ring.width * 0.75)
  })
})
