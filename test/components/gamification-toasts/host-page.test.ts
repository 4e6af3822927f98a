import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Moment } from '../../../src/components/gamification-toasts/toast.js'
import { alone, cards, eventually, moments, showing, within } from '../../support/toasts.js'

beforeEach(() => {
  vi.spyOn(document, 'hasFocus').mockReturnValue(true)
})
afterEach(() => vi.restoreAllMocks())

describe('the page', () => {
  it.each([undefined, null, {}, { title: 'No type' }, { type: 'points.earned' }])(
    'receives an error for the celebration %j',
    async (moment) => {
      const toasts = await alone()
      expect(() => toasts.celebrate(moment as Moment)).toThrow(/needs a type and a title/)
    },
  )

  it.each(['0', '-1', 'many'])(
    'gets the default number of toasts with max-visible="%s"',
    async (number) => {
      const toasts = await alone()
      toasts.setAttribute('max-visible', number)
      for (const title of ['a', 'b', 'c', 'd']) toasts.celebrate({ ...moments.boost, title })
      await eventually(() => cards(toasts).length === 3)
    },
  )

  it('shows a waiting toast when it allows more toasts', async () => {
    const toasts = await alone()
    toasts.maxVisible = 1
    toasts.celebrate(moments.boost)
    toasts.celebrate(moments.streak)
    await eventually(() => cards(toasts).length === 1)
    toasts.maxVisible = 2
    await eventually(() => cards(toasts).length === 2)
  })

  it('shows one toast at a time in a low window', async () => {
    vi.spyOn(window, 'innerHeight', 'get').mockReturnValue(320)
    const toasts = await showing(moments.boost)
    toasts.celebrate(moments.streak)
    within(toasts, '.close')?.click()
    await eventually(() => cards(toasts)[0]?.classList.contains('streak') === true)
    expect(cards(toasts)).toHaveLength(1)
  })

  it.each([
    ['middle', 'right', 'bottom'],
    ['top-start', 'left', 'top'],
  ] as const)(
    'with placement="%s" has its toasts near the %s and the %s edge',
    async (placement, side, edge) => {
      const toasts = await alone()
      toasts.setAttribute('placement', placement)
      toasts.celebrate(moments.boost)
      await eventually(() => cards(toasts).length === 1)
      const box = within(toasts, '.region')?.getBoundingClientRect() ?? new DOMRect()
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
    const toasts = await showing(moments.boost)
    toasts.celebrate(moments.streak)
    await eventually(() => cards(toasts).length === 2)
    const kinds = () => cards(toasts).map(({ classList }) => classList[1])
    expect(kinds()).toEqual(['streak', 'boost'])
    cards(toasts)[1]?.focus()
    toasts.placement = 'top-center'
    await toasts.updateComplete
    expect(kinds()).toEqual(['boost', 'streak'])
    expect(toasts.shadowRoot?.activeElement).toBe(cards(toasts)[0])
  })
})
