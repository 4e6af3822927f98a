import type { InboxStore } from '../store/inbox-store.js'

/** Shorter than this, nobody needs to know. */
const SHOW_AFTER_MS = 4_000

/** Tells the page how the connection stands, without flicker. */
export interface Outage {
  /** The connection is gone, or was not made. */
  begin(): void
  /** Frames arrive. */
  end(): void
  /** The token was refused. */
  unauthorized(): void
}

/** Turns comings and goings of the connection into the status that people see. */
export function createOutage(store: InboxStore, signal: AbortSignal): Outage {
  let timer: ReturnType<typeof setTimeout> | undefined
  const stop = (): void => {
    clearTimeout(timer)
    timer = undefined
  }
  signal.addEventListener('abort', stop)
  return {
    begin() {
      timer ??= setTimeout(() => store.$status.set('offline'), SHOW_AFTER_MS)
    },
    end() {
      stop()
      store.$status.set('live')
    },
    unauthorized() {
      stop()
      store.$status.set('unauthorized')
    },
  }
}
