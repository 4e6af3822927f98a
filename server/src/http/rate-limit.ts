import { Problem } from './problems.js'

/** The limit of a rate limiter. */
export interface Rate {
  /** The number of tokens added in a second. */
  readonly perSecond: number
  /** The maximum number of tokens, which may be taken at once. */
  readonly burst: number
}

/** Limits how much each name takes. */
export interface RateLimiter {
  /**
   * Takes tokens.
   *
   * @throws {Problem} `too-many-requests`, with the time for the retry, if there are
   *   not enough tokens
   */
  take(name: string, count: number): void
  /**
   * Takes tokens if there are enough. Returns 0, or the number of seconds until there are enough.
   */
  tryTake(name: string, count: number): number
  /** Returns the number of tokens that are left. */
  left(name: string): number
}

interface Bucket {
  left: number
  at: number
}

/**
 * The maximum number of names that are kept. Full buckets are deleted first, because they
 * carry no information.
 */
const NAMES_REMEMBERED = 100_000

/**
 * Creates a rate limiter in this process, with a token bucket for each name.
 *
 * @param now - returns the time of a monotonic clock, in milliseconds
 */
export function createRateLimiter(
  { perSecond, burst }: Rate,
  now: () => number = () => performance.now(),
): RateLimiter {
  const buckets = new Map<string, Bucket>()
  const leftOf = ({ left, at }: Bucket): number =>
    Math.min(burst, left + ((now() - at) / 1000) * perSecond)

  const forgetFull = (): void => {
    for (const [name, bucket] of buckets) if (leftOf(bucket) >= burst) buckets.delete(name)
  }

  const limiter: RateLimiter = {
    left(name) {
      const bucket = buckets.get(name)
      return bucket ? leftOf(bucket) : burst
    },
    tryTake(name, count) {
      const left = limiter.left(name)
      // A request may be larger than the bucket. It then needs a full bucket.
      const missing = Math.min(count, burst) - left
      if (missing > 0) return missing / perSecond
      if (!buckets.has(name) && buckets.size >= NAMES_REMEMBERED) forgetFull()
      buckets.set(name, { left: left - count, at: now() })
      return 0
    },
    take(name, count) {
      const seconds = limiter.tryTake(name, count)
      if (seconds === 0) return
      const headers = { 'retry-after': String(Math.ceil(seconds)) }
      throw new Problem('too-many-requests', { headers })
    },
  }
  return limiter
}
