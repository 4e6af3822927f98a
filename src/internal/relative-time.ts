import { intlFormatDistance } from 'date-fns/intlFormatDistance'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS
const WEEK_MS = 7 * DAY_MS

/** How long ago, in the two forms that a page needs. */
export interface RelativeTime {
  /** For eyes: "2m ago". */
  readonly short: string
  /** For ears, which hear "2m" as two metres: "2 minutes ago". */
  readonly long: string
}

/**
 * Says how long ago a moment is. Below a minute it is "now": seconds only make a page restless. Beyond
 * a week it is a date, which nobody has to count back to.
 */
export function relativeTime(atMs: number, nowMs: number, locale: string): RelativeTime {
  if (nowMs - atMs >= WEEK_MS)
    return { short: date(atMs, nowMs, locale, 'short'), long: date(atMs, nowMs, locale, 'long') }
  // A clock that is a little behind must not put a notification into the future.
  const at = nowMs - atMs < MINUTE_MS ? nowMs : atMs
  const form = (style: 'narrow' | 'long'): string =>
    intlFormatDistance(at, nowMs, { locale, style, numeric: 'auto' })
  return { short: form('narrow'), long: form('long') }
}

function date(atMs: number, nowMs: number, locale: string, month: 'short' | 'long'): string {
  const isThisYear = new Date(atMs).getFullYear() === new Date(nowMs).getFullYear()
  return new Intl.DateTimeFormat(locale, {
    day: 'numeric',
    month,
    ...(isThisYear ? {} : { year: 'numeric' }),
  }).format(atMs)
}

/** When what {@link relativeTime} says next changes, in milliseconds from now. */
export function nextChangeMs(atMs: number, nowMs: number): number {
  const ageMs = Math.max(0, nowMs - atMs)
  const unitMs = ageMs < HOUR_MS ? MINUTE_MS : ageMs < DAY_MS ? HOUR_MS : DAY_MS
  // Days are counted by the calendar.
  const tomorrow = new Date(nowMs).setHours(24, 0, 0, 0)
  return Math.min(unitMs - (ageMs % unitMs), tomorrow - nowMs)
}
