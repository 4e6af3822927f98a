import type { Frame } from '../protocol/index.js'
import type { InboxStore } from '../store/inbox-store.js'

/** Below this a difference is the network's, not a clock's. */
const NOISE_MS = 2_000

/** Notes how far this machine's clock is from the server's, so that "2 minutes ago" is true. */
export function noteServerTime(store: InboxStore, frame: Frame): void {
  if (!('now' in frame)) return
  const skewMs = Date.parse(frame.now) - Date.now()
  if (Math.abs(skewMs - store.$clockSkewMs.get()) > NOISE_MS) store.$clockSkewMs.set(skewMs)
}
