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
 * Returns the age group of a moment. A moment in the future, set by a wrong clock, belongs to
 * today.
 */
export function dayOf(atMs: number, { today, yesterday, thisWeek }: Calendar): Day {
  if (atMs >= today) return 'today'
  if (atMs >= yesterday) return 'yesterday'
  return atMs >= thisWeek ? 'thisWeek' : 'earlier'
}

/**
 * `getWeekInfo` is newer than the types of `Intl.Locale`. Firefox does not have it yet; there the
 * week begins on Monday.
 */
interface WithWeek {
  getWeekInfo?(): { readonly firstDay: number }
}

const firstDayOf = (locale: string): number =>
  ((new Intl.Locale(locale) as WithWeek).getWeekInfo?.().firstDay ?? 1) % 7
