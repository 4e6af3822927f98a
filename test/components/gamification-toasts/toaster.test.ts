import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Moment } from '../../../src/components/gamification-toasts/toast.js'
import { eventually } from '../../support/eventually.js'
import { moments } from '../../support/moments.js'
import { ToastsDriver } from '../../support/toasts-driver.js'

beforeEach(() => {
  vi.spyOn(document, 'hasFocus').mockReturnValue(true)
})
afterEach(() => vi.restoreAllMocks())

describe('the page', () => {
  it.each([undefined, null, {}, { title: 'No type' }, { type: 'points.earned' }])(
    'receives an error for the celebration %j',
    async (moment) => {
      const driver = await ToastsDriver.withoutInbox()
      expect(() => driver.toasts.celebrate(moment as Moment)).toThrow(/needs a type and a title/)
    },
  )

  it.each(['0', '-1', 'many'])(
    'gets the default number of toasts with max-visible="%s"',
    async (number) => {
      const driver = await ToastsDriver.withoutInbox()
      driver.toasts.setAttribute('max-visible', number)
      for (const title of ['a', 'b', 'c', 'd']) driver.toasts.celebrate({ ...moments.boost, title })
      await eventually(() => driver.cards.length === 3)
    },
  )

  it('shows a waiting toast when it allows more toasts', async () => {
    const driver = await ToastsDriver.withoutInbox()
    driver.toasts.maxVisible = 1
    driver.toasts.celebrate(moments.boost)
    driver.toasts.celebrate(moments.streak)
    await eventually(() => driver.cards.length === 1)
    driver.toasts.maxVisible = 2
    await eventually(() => driver.cards.length === 2)
  })

  it('shows one toast at a time in a low window', async () => {
    vi.spyOn(window, 'innerHeight', 'get').mockReturnValue(320)
    const driver = await ToastsDriver.showing(moments.boost)
    driver.toasts.celebrate(moments.streak)
    driver.find('.close')?.click()
    await eventually(() => driver.cards[0]?.classList.contains('streak') === true)
    expect(driver.cards).toHaveLength(1)
  })

  it.each([
    ['middle', 'right', 'bottom'],
    ['top-start', 'left', 'top'],
  ] as const)(
    'with placement="%s" has its toasts near the %s and the %s edge',
    async (placement, side, edge) => {
      const driver = await ToastsDriver.withoutInbox()
      driver.toasts.setAttribute('placement', placement)
      driver.toasts.celebrate(moments.boost)
      await eventually(() => driver.cards.length === 1)
      const box = driver.region?.getBoundingClientRect() ?? new DOMRect()
      const { clientWidth } = document.documentElement
      const gaps = {
        left: box.left,
        right: clientWidth - box.right,
        top: box.top,
        bottom: innerHeight - box.bottom,
      }
      expect(Math.round(gaps[side])).toBe(16)
      expect(Math.round(gaps[edge])).toBe(16)
    },
  )

  it('can move the toasts to another edge, from which the newest is the farthest', async () => {
    const driver = await ToastsDriver.showing(moments.boost)
    driver.toasts.celebrate(moments.streak)
    await eventually(() => driver.cards.length === 2)
    const kinds = () => driver.cards.map(({ classList }) => classList[1])
    expect(kinds()).toEqual(['streak', 'boost'])
    driver.cards[1]?.focus()
    driver.toasts.placement = 'top-center'
    await driver.toasts.updateComplete
    expect(kinds()).toEqual(['boost', 'streak'])
    expect(driver.focused).toBe(driver.cards[0])
  })
})
