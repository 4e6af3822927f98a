import { Problem } from './problems.js'
import { createRateLimiter } from './rate-limit.js'

/**
 * Limits the rate at which this process opens streams and polls of all members. It spreads a
 * thundering herd, so that each accepted request is served quickly.
 */
export interface OpenLimiter {
  /**
   * Counts a stream that is about to open.
   *
   * @throws {Problem} `unavailable`, with a time for the retry, if the limit is reached
   */
  admitStream(): void
  /**
   * Counts a poll that is about to start. Polls are the last resort of clients, so a rush of polls must not
   * use up the whole rate.
   *
   * @throws {Problem} `unavailable`, with a time for the retry, if the limit is reached
   */
  admitPoll(): void
  /** Whether clients should poll less often. */
  isBusy(): boolean
}

/** The size of a burst, as a multiple of the rate per second. */
const BURST = 2
/** The rate of polls, as a part of the rate of streams. Polls have their own limiter. */
const POLL_SHARE = 0.5
/** The maximum retry time, in seconds. Each refused client gets a random time up to it. */
const RETRY_SECONDS = 5

/**
 * Creates an {@link OpenLimiter}.
 *
 * @param opensPerSecond - the number of streams that may open in a second; twice as many in a burst
 */
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
    admitStream: () => take(streams),
    admitPoll: () => take(polls),
    isBusy: () => polls.left('') < opensPerSecond * POLL_SHARE,
  }
}
