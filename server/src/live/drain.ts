import type { Hub } from './hub.js'

/** Streams that a server accepts in a second without trouble. */
const OPENS_PER_SECOND = 1000

/** The longest that a page waits before it fetches a full state, in milliseconds. */
export const RESET_WINDOW_MS = 2000

/** Over how long pages fetch a full state, in milliseconds: at once while they are few. */
export const resetWindowMs = (streams: number): number =>
  Math.min(RESET_WINDOW_MS, (streams / OPENS_PER_SECOND) * 1000)

/** Over how long pages spread their return, in milliseconds: 1 to 10 seconds by their number. */
export const reconnectWindowMs = (streams: number): number =>
  Math.min(10_000, Math.max(1000, (streams / OPENS_PER_SECOND) * 1000))

/** Tells every page that the server goes, each with its own moment to come back. */
export function drain(hub: Hub): void {
  const windowMs = reconnectWindowMs(hub.size)
  for (const connection of hub.all())
    connection.close('deploy', Math.round(Math.random() * windowMs))
}
