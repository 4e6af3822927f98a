import type { ConnectionStatus, InboxStore } from '../../store/inbox-store.js'

/** Without a working connection for so long, another way is tried beside it. */
const STOPGAP_AFTER_MS = 4_000
/** Shorter than this, nobody needs to know. */
const SHOW_AFTER_MS = 6_000

/** Tells the page how the connection stands, without flicker. */
export interface StatusReporter {
  /** The connection is gone, or was not made. */
  disconnected(): void
  /** States arrive. */
  connected(status: ConnectionStatus & ('live' | 'degraded')): void
  /** The token was refused. */
  unauthorized(): void
  /** Someone else looks after it from now on. */
  cancel(): void
}

/**
 * Turns comings and goings of the connection into the status that people see.
 *
 * @param onLong Called once an outage has lasted so long that it should be bridged.
 */
export function createStatusReporter(
  store: InboxStore,
  onLong: () => unknown,
  signal: AbortSignal,
): StatusReporter {
  let timers: ReturnType<typeof setTimeout>[] = []
  const cancel = (): void => {
    timers.forEach(clearTimeout)
    timers = []
  }
  signal.addEventListener('abort', cancel)
  const settle = (status: ConnectionStatus): void => {
    cancel()
    store.$status.set(status)
  }
  return {
    cancel,
    disconnected() {
      if (timers.length > 0 || signal.aborted) return
      timers = [
        setTimeout(onLong, STOPGAP_AFTER_MS),
        setTimeout(() => store.$status.set('offline'), SHOW_AFTER_MS),
      ]
    },
    connected: settle,
    unauthorized: () => settle('unauthorized'),
  }
}
