import type { Frame } from '../protocol/index.js'
import type { InboxAtoms, InboxStore } from '../store/inbox-store.js'

/** Below this a difference is the network's, not a clock's. */
const NOISE_MS = 2_000

/** Notes how far this machine's clock is from the server's, so that "2 minutes ago" is true. */
export function noteServerTime(store: InboxStore, frame: Frame): void {
  if (!('now' in frame)) return
  // Not a number where a frame was made up on this machine: `now` is empty then.
  const skewMs = Date.parse(frame.now) - Date.now()
  if (Math.abs(skewMs - store.$clockSkewMs.get()) > NOISE_MS) store.$clockSkewMs.set(skewMs)
}

/** The time by the server's clock, in milliseconds since 1970: this machine's clock may be wrong. */
export const serverNow = (inbox: Pick<InboxAtoms, '$clockSkewMs'> | undefined): number =>
  Date.now() + (inbox?.$clockSkewMs.get() ?? 0)
