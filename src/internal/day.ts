/** An age group of the list, by the calendar of the viewer's time zone. */
export type Day = 'today' | 'yesterday' | 'thisWeek' | 'earlier'

/** The beginnings of the days around a moment, in milliseconds since the epoch. */
export interface Calendar {
  readonly today: number
  readonly yesterday: number
  readonly thisWeek: number
  readonly tomorrow: number
}

/**
 * Returns the days around a moment in the time zone of the device. The first day of the week is
 * that of the locale.
 */
export function calendarAt(nowMs: number, locale: string): Calendar {
  const now = new Date(nowMs)
  const midnight = (days: number): number =>
    new Date(now.getFullYear(), now.getMonth(), now.getDate() + days).getTime()
  const sinceWeekBegan = (now.getDay() - firstDayOf(locale) + 7) % 7
  return {
    today: midnight(0),
    yesterday: midnight(-1),
    thisWeek: midnight(-sinceWeekBegan),
    tomorrow: midnight(1),
  }
}

/**
 * Lists the age groups with their beginnings, newest first. A moment in the future, set by a wrong
 * clock, belongs to today.
 */
export const beginningsOf = ({
  today,
  yesterday,
  thisWeek,
}: Calendar): readonly (readonly [day: Day, beginMs: number])[] => [
  ['today', today],
  ['yesterday', yesterday],
  ['thisWeek', Math.min(thisWeek, yesterday)],
  ['earlier', 0],
]

/**
 * `getWeekInfo` is newer than the types of `Intl.Locale`. Firefox does not have it yet; there the
 * week begins on Monday.
 */
interface WithWeek {
  getWeekInfo?(): { readonly firstDay: number }
}

const firstDays = new Map<string, number>()

/** Returns the first day of a locale's week; 0 is Sunday. Asking the browser takes milliseconds. */
function firstDayOf(locale: string): number {
  const held =
    firstDays.get(locale) ??
    ((new Intl.Locale(locale) as WithWeek).getWeekInfo?.().firstDay ?? 1) % 7
  firstDays.set(locale, held)
  return held
}
