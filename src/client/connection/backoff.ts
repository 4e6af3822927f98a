/** The waits between attempts that fail. */
export interface Backoff {
  /**
   * Returns the wait before the next attempt, in milliseconds.
   *
   * @param retryAfterMs The wait that the server asked for: the result is never shorter. Default:
   *   0.
   * @param reconnectWindowMs The time over which the server lets all its pages reconnect: the random wait may
   *   be as long as this. Default: 0.
   */
  next(retryAfterMs?: number, reconnectWindowMs?: number): number
  /** Resets the back-off after a success: the next failure counts as the first one. */
  reset(): void
}

const FLOOR_MS = 250
const BASE_MS = 1_000

/**
 * Creates a back-off with full jitter: a random wait below a limit that doubles, so that pages
 * which failed together do not retry together
 * (https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/). The limit stays low
 * in the first minute of an outage, because members are then looking at the page. The back-off
 * never gives up.
 */
export function createBackoff(): Backoff {
  let attempts = 0
  let since = 0
  return {
    next(retryAfterMs = 0, reconnectWindowMs = 0) {
      if (attempts === 0) since = performance.now()
      const cap = Math.max(reconnectWindowMs, capMs(performance.now() - since))
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
