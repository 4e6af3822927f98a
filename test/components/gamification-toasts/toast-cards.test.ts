import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { settle } from '../../../src/testing/settle.js'
import { eventually } from '../../support/eventually.js'
import { moments } from '../../support/moments.js'
import { ToastsDriver } from '../../support/toasts-driver.js'
import { translateText } from '../../support/translator.js'

beforeEach(() => {
  vi.spyOn(document, 'hasFocus').mockReturnValue(true)
})
afterEach(() => vi.restoreAllMocks())

/** Whether the page has fetched a file. */
const hasFetched = (file: string) =>
  performance.getEntriesByType('resource').some(({ name }) => name.includes(`/${file}.`))

/** Whether the page has fetched what swipes a toast. */
const hasSwipe = () => hasFetched('swipe')

// First in its file, as the page has fetched nothing yet.
describe('the code of all kinds', () => {
  const kinds = ['boost', 'streak', 'achievement', 'digest']

  it('is loaded while the page is idle, before there is a toast', async () => {
    const driver = await ToastsDriver.withoutInbox()
    expect(kinds.filter(hasFetched)).toEqual([])
    await eventually(() => kinds.every(hasFetched))
    expect(driver.cards).toEqual([])
    expect(hasFetched('confetti')).toBe(false)
  })
})

// In this order: what was fetched once stays.
describe('the code for swipes', () => {
  it('is not loaded before a pointer that can hover is over a toast', async () => {
    vi.spyOn(window, 'matchMedia').mockReturnValue({ matches: false } as MediaQueryList)
    const driver = await ToastsDriver.withoutInbox()
    driver.toasts.celebrate(moments.points)
    await eventually(() => driver.cards.length === 1)
    expect(hasSwipe()).toBe(false)
  })

  it('is loaded with the first toast on a touchscreen', async () => {
    vi.spyOn(window, 'matchMedia').mockReturnValue({ matches: true } as MediaQueryList)
    const driver = await ToastsDriver.withoutInbox()
    driver.toasts.celebrate(moments.points)
    await eventually(hasSwipe)
  })
})

describe('a toast that a translator has changed', () => {
  const titleOf = (driver: ToastsDriver, kind: string) =>
    driver.find(`.${kind} [part=title]`)?.textContent.trim().replace(/\s+/g, ' ')
  const more = { ...moments.achievement, data: { achievementName: 'Night owl' } }

  it.each([
    ['points', moments.points, moments.points, '+30 POINTS'],
    ['achievement', moments.achievement, more, '2 achievements'],
  ])('shows the true number of %s', async (kind, first, second, title) => {
    const driver = await ToastsDriver.showing(first)
    await settle(driver.toasts)
    translateText(driver.toasts.shadowRoot as ShadowRoot)
    driver.toasts.celebrate(second)
    await eventually(() => titleOf(driver, kind) === title)
  })

  it('shows the remaining time of a boost', async () => {
    const driver = await ToastsDriver.showing(moments.boost)
    await settle(driver.toasts)
    translateText(driver.toasts.shadowRoot as ShadowRoot)
    const told = driver.part('time-left')?.textContent
    await eventually(() => driver.part('time-left')?.textContent !== told)
    expect(driver.part('time-left')?.textContent).toMatch(/^14:\d\d left$/)
    expect(driver.find('.multiplier font')).toBeNull()
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
    const driver = await ToastsDriver.showing({ ...moments.boost, data: { multiplier } })
    await settle(driver.toasts)
    const number = driver.find('.multiplier')
    const ring = driver.find('.boost-art')?.getBoundingClientRect() ?? new DOMRect()
    expect(number?.textContent).toBe(text)
    // The line of the ring takes a tenth at each side.
    expect(number?.getBoundingClientRect().width).toBeLessThan(ring.width * 0.75)
  })
})
