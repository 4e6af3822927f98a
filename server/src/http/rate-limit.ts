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

  return {
    take(name, count) {
      const bucket = buckets.get(name)
      const left = bucket ? leftOf(bucket) : burst
      // One request may be larger than what is left, never than what a bucket holds.
      const missing = Math.min(count, burst) - left
      if (missing > 0)
        throw new Problem('too-many-requests', {
          headers: { 'retry-after': String(Math.ceil(missing / perSecond)) },
        })
      if (!bucket && buckets.size >= NAMES_REMEMBERED) forgetFull()
      buckets.set(name, { left: left - count, at: now() })
    },
  }
}
