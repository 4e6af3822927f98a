import { differenceInCalendarDays } from 'date-fns/differenceInCalendarDays'
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
  return cached(ages, `${locale} ${spanOf(at, nowMs)}`, () => {
    const form = (style: 'narrow' | 'long'): string =>
      intlFormatDistance(at, nowMs, { locale, style, numeric: 'auto' })
    return { short: form('narrow'), long: form('long') }
  })
}

/** Returns a moment as date and time in full. */
export const fullTime = (atMs: number, locale: string): string =>
  formatOf(locale, { dateStyle: 'full', timeStyle: 'short' }).format(atMs)

function date(atMs: number, nowMs: number, locale: string, month: 'short' | 'long'): string {
  const isThisYear = new Date(atMs).getFullYear() === new Date(nowMs).getFullYear()
  return formatOf(locale, {
    day: 'numeric',
    month,
    ...(isThisYear ? {} : { year: 'numeric' }),
  }).format(atMs)
}

// To create a format takes longer than to render a row, and a list has few different ages.
const ages = new Map<string, RelativeTime>()
const formats = new Map<string, Intl.DateTimeFormat>()

/** Names the age of a moment in the unit in which it is shown: two moments with the same age look the same. */
function spanOf(atMs: number, nowMs: number): string {
  const ageMs = nowMs - atMs
  if (ageMs < HOUR_MS) return `${Math.floor(ageMs / MINUTE_MS)} m`
  if (ageMs < DAY_MS) return `${Math.floor(ageMs / HOUR_MS)} h`
  return `${differenceInCalendarDays(nowMs, atMs)} d`
}

const formatOf = (locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat =>
  cached(
    formats,
    `${locale} ${Object.values(options).join(' ')}`,
    () => new Intl.DateTimeFormat(locale, options),
  )

function cached<T>(cache: Map<string, T>, key: string, create: () => T): T {
  const held = cache.get(key) ?? create()
  cache.set(key, held)
  return held
}

/** Returns the time until the result of {@link relativeTime} changes, in milliseconds. */
export function nextChangeMs(atMs: number, nowMs: number): number {
  const ageMs = Math.max(0, nowMs - atMs)
  const unitMs = ageMs < HOUR_MS ? MINUTE_MS : ageMs < DAY_MS ? HOUR_MS : DAY_MS
  // Days change at midnight.
  const tomorrow = new Date(nowMs).setHours(24, 0, 0, 0)
  return Math.min(unitMs - (ageMs % unitMs), tomorrow - nowMs)
}
