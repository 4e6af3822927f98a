import { intlFormatDistance } from 'date-fns/intlFormatDistance'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS
const WEEK_MS = 7 * DAY_MS

/** The age of a moment in words, in a short and a long form. */
export interface RelativeTime {
  /** The visible form: "2m ago". */
  readonly short: string
  /** The form for screen readers, which read "2m" as two metres: "2 minutes ago". */
  readonly long: string
}

/**
 * Returns the age of a moment in words. Below a minute it is "now", because counting seconds would
 * distract. From a week on it is a date, which is easier to read than a number of days.
 */
export function relativeTime(atMs: number, nowMs: number, locale: string): RelativeTime {
  if (nowMs - atMs >= WEEK_MS)
    return { short: date(atMs, nowMs, locale, 'short'), long: date(atMs, nowMs, locale, 'long') }
  // If the clock is slightly behind, the notification must not seem to be in the future.
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

/** Returns the time until the result of {@link relativeTime} changes, in milliseconds. */
export function nextChangeMs(atMs: number, nowMs: number): number {
  const ageMs = Math.max(0, nowMs - atMs)
  const unitMs = ageMs < HOUR_MS ? MINUTE_MS : ageMs < DAY_MS ? HOUR_MS : DAY_MS
  // Days change at midnight.
  const tomorrow = new Date(nowMs).setHours(24, 0, 0, 0)
  return Math.min(unitMs - (ageMs % unitMs), tomorrow - nowMs)
}
