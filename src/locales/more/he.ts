import { plural } from '../plural.js'
import type { MoreMessages } from './messages.js'

/** Hebrew. */
export const he: MoreMessages = {
  locale: 'he',
  searchField: 'חיפוש בהתראות',
  closeSearch: 'סגירת החיפוש',
  clearSearch: 'ניקוי החיפוש',
  searching: 'חיפוש בהתראות ישנות יותר…',
  searchFailed: 'החיפוש נעשה רק בהתראות שבעמוד הזה.',
  searchNone: (text) => `לא נמצא דבר עבור "${text}"`,
  searchNoneText: 'החיפוש נעשה בכותרות ובהודעות. כדאי לנסות מילה קצרה יותר.',
  searchFound(count, isMore) {
    if (count === 0) return 'לא נמצא דבר'
    const found = plural('he', count, {
      one: 'נמצאה התראה אחת',
      two: 'נמצאו שתי התראות',
      other: 'נמצאו # התראות',
    })
    return isMore ? `${found}, ויש עוד בהמשך` : found
  },
  fewerAsk: 'מה להשתיק?',
  fewerKind: 'את כל הסוג הזה',
  fewerFrom: (name) => `מתוך ${name}`,
  fewerDone: 'הושתק: לא יגיעו עוד כאלה',
  fewerUndone: 'כבר לא מושתק',
  fewerFailed: 'לא ניתן היה לשמור',
  arrivedOne: (title) => `התראה חדשה: ${title}`,
  arrived: (count) =>
    plural('he', count, {
      one: 'התראה חדשה אחת',
      two: 'שתי התראות חדשות',
      other: '# התראות חדשות',
    }),
  arrivedFrom: (arrived, count, course) =>
    `${arrived}, ${count.toLocaleString('he')} מתוך ${course}`,
}
