import type { ToastMessages } from './messages.js'

/** English. */
export const en: ToastMessages = {
  locale: 'en',
  celebrations: 'Celebrations',
  close: 'Close',
  points: (count) => (count === 1 ? 'point' : 'points'),
  pointsEarned: (count, formatted) => `${formatted} ${count === 1 ? 'point' : 'points'} earned`,
  daysInARow: (count) => (count === 1 ? 'day in a row' : 'days in a row'),
  achievements: (count) => (count === 1 ? '1 achievement' : `${count} achievements`),
  more: (count) => `${count} more`,
  streaks: (count) => (count === 1 ? '1 streak' : `${count} streaks`),
  boosts: (count) => (count === 1 ? '1 boost' : `${count} boosts`),
  timeLeft: (time) => `${time} left`,
  rewards: (count) => (count === 1 ? '1 new reward' : `${count} new rewards`),
}
