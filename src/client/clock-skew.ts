import type { Frame } from '../protocol/index.js'
import type { InboxAtoms, InboxStore } from '../store/inbox-store.js'

/** A smaller difference comes from the network and not from a clock. */
const NOISE_MS = 2_000

/**
 * Records the difference between the server's clock and this machine's clock, so that relative
 * times such as "2 minutes ago" are correct. Differences of `NOISE_MS` or less from the recorded
 * one are ignored.
 */
export function noteServerTime(store: InboxStore, frame: Frame): void {
  if (!('now' in frame)) return
  // A frame that was made in the browser has an empty `now`, so the result is `NaN` and is ignored.
  const skewMs = Date.parse(frame.now) - Date.now()
  if (Math.abs(skewMs - store.$clockSkewMs.get()) > NOISE_MS) store.$clockSkewMs.set(skewMs)
}

/**
 * Returns the time by the server's clock, in milliseconds since 1970. The clock of this machine may
 * be wrong.
 */
export const serverNow = (inbox: Pick<InboxAtoms, '$clockSkewMs'> | undefined): number =>
  Date.now() + (inbox?.$clockSkewMs.get() ?? 0)
