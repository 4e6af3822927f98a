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

/** The range of the first wait of an outage, in milliseconds. */
const FIRST_MS = [250, 1_000] as const
/** The shortest of the later waits, in milliseconds. */
export const LEAST_WAIT_MS = 1_250

/**
 * Creates a back-off with random waits, so that pages which failed together do not retry together
 * (https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/). The limit of the
 * waits stays low in the first minute of an outage, because members are then looking at the page;
 * the shortest wait keeps the number of requests low. The back-off never gives up.
 */
export function createBackoff(): Backoff {
  let attempts = 0
  let since = 0
  return {
    next(retryAfterMs = 0, reconnectWindowMs = 0) {
      if (attempts === 0) since = performance.now()
      const [shortest, longest] =
        attempts === 0 ? FIRST_MS : [LEAST_WAIT_MS, capMs(performance.now() - since)]
      attempts += 1
      const limit = Math.max(longest, reconnectWindowMs)
      const waitMs = shortest + Math.random() * (limit - shortest)
      return Math.max(waitMs, retryAfterMs * (1 + Math.random() / 2))
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
