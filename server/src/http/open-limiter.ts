import { Problem } from './problems.js'
import { createRateLimiter } from './rate-limit.js'

/**
 * How fast this process lets streams and polls begin, whoever they are of. A herd that comes back is
 * spread, so that the ones who are let in are served quickly.
 */
export interface OpenLimiter {
  /** @throws {Problem} `unavailable`, with a moment to come back. */
  stream(): void
  /**
   * Polls are what remains when everything else fails: a rush of them must not take all.
   *
   * @throws {Problem} `unavailable`, with a moment to come back.
   */
  poll(): void
  /** Whether polls should come less often. */
  isBusy(): boolean
}

/** What may begin at once, in seconds' worth. */
const BURST = 2
/** The part of the rate that polls have for themselves. */
const POLL_SHARE = 0.5
/** Who is refused comes back within this time, each at a moment of their own. */
const RETRY_SECONDS = 5

/** @param opensPerSecond Streams that may begin in a second; twice as many at once. */
export function createOpenLimiter(opensPerSecond: number): OpenLimiter {
  const limiterOf = (perSecond: number) =>
    createRateLimiter({ perSecond, burst: Math.ceil(perSecond * BURST) })
  const streams = limiterOf(opensPerSecond)
  const polls = limiterOf(opensPerSecond * POLL_SHARE)
  const take = (limiter: typeof streams): void => {
    if (limiter.tryTake('', 1) === 0) return
    const seconds = 1 + Math.floor(Math.random() * RETRY_SECONDS)
    throw new Problem('unavailable', { headers: { 'retry-after': String(seconds) } })
  }
  return {
    stream: () => take(streams),
    poll: () => take(polls),
    isBusy: () => polls.left('') < opensPerSecond * POLL_SHARE,
  }
}
