import type { Backoff } from './backoff.js'

const BASE_MS = 2_000
const CAP_MS = 60_000

/**
 * Waiting times between attempts that are not likely to succeed until somebody acts: after a refusal,
 * or a mistake of the page. They double, up to a minute, and never end: nobody tells a page that its
 * member may use it again.
 */
export function createSlowBackoff(): Pick<Backoff, 'next' | 'reset'> {
  let attempts = 0
  return {
    next(retryAfterMs = 0) {
      const limit = Math.min(CAP_MS, BASE_MS * 2 ** attempts)
      attempts += 1
      return Math.max(retryAfterMs, (limit * (1 + Math.random())) / 2)
    },
    reset() {
      attempts = 0
    },
  }
}
