import type { Moment } from '../../src/components/gamification-toasts/toast.js'
import type { RowOptions } from '../../src/testing/fixtures.js'

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
