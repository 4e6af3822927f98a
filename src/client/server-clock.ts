import type { InboxStore } from '../store/inbox-store.js'

/**
 * Creates a clock that continues from the last known server time. It returns milliseconds since
 * 1970. If the wall clock is set back, this clock is not; if the monotonic clock stops while the
 * machine sleeps, this clock does not.
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
