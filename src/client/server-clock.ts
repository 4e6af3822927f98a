import type { InboxStore } from '../store/inbox-store.js'

/**
 * Makes a clock that goes on from what the server last said of the time, in milliseconds since 1970.
 * A wall clock that is set back meanwhile does not set it back; a machine that sleeps, and may stop
 * its monotonic clock, does not stop it.
 */
export function createServerClock(
  { $clockSkewMs }: Pick<InboxStore, '$clockSkewMs'>,
  signal: AbortSignal,
): () => number {
  let startedAt = 0
  const stop = $clockSkewMs.subscribe((skewMs) => {
    startedAt = Date.now() + skewMs - performance.now()
  })
  signal.addEventListener('abort', stop)
  return () => Math.max(Date.now() + $clockSkewMs.get(), startedAt + performance.now())
}
