import { fixture, html } from '@open-wc/testing'
import type { GamificationToasts } from '../../src/components/gamification-toasts/gamification-toasts.js'
import type { Moment } from '../../src/components/gamification-toasts/toast.js'
import '../../src/define.js'
import type { RowOptions } from '../../src/testing/fixtures.js'
import { eventually } from './eventually.js'

export { eventually }

/** One of each kind of celebration. */
export const moments = {
  points: { type: 'points.earned', title: '+15 points', message: 'Quiz', data: { amount: 15 } },
  boost: {
    type: 'boost.earned',
    title: 'Boost earned',
    message: '2× points for steady study',
    data: { multiplier: 2, minutes: 15 },
  },
  streak: { type: 'streak.milestone', title: '30-day streak!', data: { days: 30 } },
  achievement: {
    type: 'achievement.unlocked',
    title: 'Achievement unlocked',
    message: 'Early bird',
    data: { achievementName: 'Early bird' },
  },
} satisfies Record<string, Moment>

/** A celebration as a row that was created just now. */
export const rowOf = (moment: Moment): RowOptions => ({
  content: { message: '', actionUrl: '/#rewards', ...moment },
  createdAt: new Date().toISOString(),
})

/** Every element inside the shadow root that a selector matches. */
export const all = (toasts: GamificationToasts, css: string): HTMLElement[] => [
  ...(toasts.shadowRoot?.querySelectorAll<HTMLElement>(css) ?? []),
]

/** The first element inside the shadow root that a selector matches. */
export const within = (toasts: GamificationToasts, css: string): HTMLElement | null =>
  all(toasts, css)[0] ?? null

/** The toasts that are shown, without those that are leaving. */
export const cards = (toasts: GamificationToasts): HTMLElement[] =>
  all(toasts, '[part~=toast]:not([inert])')

/** Puts toasts without an inbox on the page. They celebrate only what a test tells them to. */
export const alone = (): Promise<GamificationToasts> =>
  fixture(html`<gamification-toasts duration="keep"></gamification-toasts>`)

/** Puts toasts without an inbox on the page, and waits until they show a celebration. */
export async function showing(moment: Moment): Promise<GamificationToasts> {
  const toasts = await alone()
  toasts.celebrate(moment)
  await eventually(() => cards(toasts).length === 1)
  return toasts
}
