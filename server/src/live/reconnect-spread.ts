/** The number of streams that a server can open in a second without overload. */
const OPENS_PER_SECOND = 1000

/** The maximum time that a page waits before it fetches a snapshot, in milliseconds. */
export const RESET_WINDOW_MS = 2000

/**
 * Returns the time over which pages spread the fetching of a snapshot, in milliseconds. It is
 * proportional to the number of streams, up to {@link RESET_WINDOW_MS}.
 */
export const resetWindowMs = (streams: number): number =>
  Math.min(RESET_WINDOW_MS, (streams / OPENS_PER_SECOND) * 1000)

/**
 * Returns the time over which pages spread their reconnection, in milliseconds: 1 to 10 seconds,
 * depending on the number of streams.
 */
export const reconnectWindowMs = (streams: number): number =>
  Math.min(10_000, Math.max(1000, (streams / OPENS_PER_SECOND) * 1000))
