/** Waiting times between attempts. */
export interface Backoff {
  /**
   * Milliseconds to wait before the next attempt.
   *
   * @param retryAfterMs What the server asked for: never less than that.
   * @param herdMs What it takes to let all its pages in again: they are spread over no less than that.
   */
  next(retryAfterMs?: number, herdMs?: number): number
  /** Things are well again: the next failure is a first one. */
  reset(): void
}

const FLOOR_MS = 250
const BASE_MS = 1_000

/**
 * Full jitter: a random time below a doubling limit, so that pages which failed together do not come
 * back together (https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/). The
 * limit stays low while the outage is young, for that is when people are looking. It never gives up.
 */
export function createBackoff(): Backoff {
  let attempts = 0
  let since = 0
  return {
    next(retryAfterMs = 0, herdMs = 0) {
      if (attempts === 0) since = performance.now()
      const cap = Math.max(herdMs, capMs(performance.now() - since))
      const limit = Math.min(cap, BASE_MS * 2 ** attempts)
      attempts += 1
      return Math.max(FLOOR_MS, Math.random() * limit, retryAfterMs * (1 + Math.random() / 2))
    },
    reset() {
      attempts = 0
    },
  }
}

function capMs(outageMs: number): number {
  if (outageMs < 60_000) return 1_500
  return outageMs < 600_000 ? 10_000 : 30_000
}
