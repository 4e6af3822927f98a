const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

/**
 * The times for which a repetition is recognised, by kind of request, in milliseconds. After that
 * the request counts as a new one.
 */
export const deduplicationMs = {
  events: 30 * DAY_MS,
  commands: 7 * DAY_MS,
  idempotencyKeys: 72 * HOUR_MS,
}
