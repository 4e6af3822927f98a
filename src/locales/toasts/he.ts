import { plural } from '../plural.js'
import type { ToastMessages } from './messages.js'

/** Hebrew. */
export const he: ToastMessages = {
  locale: 'he',
  celebrations: 'חגיגות',
  close: 'סגירה',
  points: (count) => (count === 1 ? 'נקודה' : 'נקודות'),
  pointsEarned: (count, formatted) =>
    count === 1 ? 'נצברה נקודה אחת' : `נצברו ${formatted} נקודות`,
  daysInARow: (count) => (count === 1 ? 'יום ברצף' : 'ימים ברצף'),
  achievements: (count) =>
    plural('he', count, { one: 'הישג אחד', two: 'שני הישגים', other: '# הישגים' }),
  more: (count) => plural('he', count, { one: 'עוד אחד', two: 'עוד שניים', other: 'עוד #' }),
  streaks: (count) => plural('he', count, { one: 'רצף אחד', two: 'שני רצפים', other: '# רצפים' }),
  boosts: (count) =>
    plural('he', count, { one: 'בונוס אחד', two: 'שני בונוסים', other: '# בונוסים' }),
  timeLeft: (time) => `נותרו ${time}`,
  rewards: (count) =>
    plural('he', count, { one: 'פרס חדש אחד', two: 'שני פרסים חדשים', other: '# פרסים חדשים' }),
}
