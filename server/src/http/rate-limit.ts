import { Problem } from './problems.js'

/** How much of something is allowed. */
export interface Rate {
  /** What comes back in a second. */
  readonly perSecond: number
  /** What may come at once. */
  readonly burst: number
}

/** Counts what each name takes. */
export interface RateLimiter {
  /** @throws {Problem} `too-many-requests`, saying when to come back. */
  take(name: string, count: number): void
  /** Takes what is there; else answers in how many seconds it will be. */
  tryTake(name: string, count: number): number
  /** What is there now. */
  left(name: string): number
}

interface Bucket {
  left: number
  at: number
}

/** Names that are remembered. Full buckets are forgotten first: they say nothing. */
const NAMES_REMEMBERED = 100_000

/**
 * A bucket of tokens for each name, in this process.
 *
 * @param now Milliseconds; a monotone clock.
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
      // One request may be larger than what is left, never than what a bucket holds.
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
