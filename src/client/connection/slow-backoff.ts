import type { Backoff } from './backoff.js'

const BASE_MS = 2_000
const CAP_MS = 60_000

/**
 * Creates the waits between attempts that are likely to fail until a person acts: after a refusal
 * or a mistake of the page. They double, up to `CAP_MS`, and never end, because a page is not
 * notified when its member is accepted again.
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
