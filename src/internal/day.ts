/** The parts of a list by age, in the viewer's own calendar. */
export type Day = 'today' | 'yesterday' | 'thisWeek' | 'earlier'

/** Where the days around a moment begin, in milliseconds since the epoch. */
export interface Calendar {
  readonly today: number
  readonly yesterday: number
  readonly thisWeek: number
  readonly tomorrow: number
}

/** The days around now, in the machine's time zone; the week begins as the language has it. */
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

/** The part that a moment belongs to. What a wrong clock puts into the future came today. */
export function dayOf(atMs: number, { today, yesterday, thisWeek }: Calendar): Day {
  if (atMs >= today) return 'today'
  if (atMs >= yesterday) return 'yesterday'
  return atMs >= thisWeek ? 'thisWeek' : 'earlier'
}

/** Newer than the types of `Intl.Locale`; not in Firefox yet, where the week begins on Monday. */
interface WithWeek {
  getWeekInfo?(): { readonly firstDay: number }
}

const firstDayOf = (locale: string): number =>
  ((new Intl.Locale(locale) as WithWeek).getWeekInfo?.().firstDay ?? 1) % 7
