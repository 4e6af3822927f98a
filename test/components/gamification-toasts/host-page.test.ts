import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Moment } from '../../../src/components/gamification-toasts/toast.js'
import { alone, cards, eventually, moments, showing, within } from '../../support/toasts.js'

beforeEach(() => {
  vi.spyOn(document, 'hasFocus').mockReturnValue(true)
})
afterEach(() => vi.restoreAllMocks())

describe('a page', () => {
  it.each([undefined, null, {}, { title: 'No type' }, { type: 'points.earned' }])(
    'hears at once what is wrong with the moment %j',
    async (moment) => {
      const toasts = await alone()
      expect(() => toasts.celebrate(moment as Moment)).toThrow(/needs a type and a title/)
    },
  )

  it.each(['0', '-1', 'many'])(
    'that allows %s toasts gets as many as by default',
    async (number) => {
      const toasts = await alone()
      toasts.setAttribute('max-visible', number)
      for (const title of ['a', 'b', 'c', 'd']) toasts.celebrate({ ...moments.boost, title })
      await eventually(() => cards(toasts).length === 3)
    },
  )

  it('that allows more toasts than before sees what had waited', async () => {
    const toasts = await alone()
    toasts.maxVisible = 1
    toasts.celebrate(moments.boost)
    toasts.celebrate(moments.streak)
    await eventually(() => cards(toasts).length === 1)
    toasts.maxVisible = 2
    await eventually(() => cards(toasts).length === 2)
  })

  it('in a low window shows one at a time', async () => {
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
  ] as const)('that places toasts at %s gets them %s at the %s', async (placement, side, edge) => {
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
  })

  it('can move the toasts to another edge: the newest stays farthest from it', async () => {
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
