import type { ConnectionStatus, InboxStore } from '../../store/inbox-store.js'

/** An outage that lasts longer than this is bridged by the stopgap, in milliseconds. */
const STOPGAP_AFTER_MS = 4_000
/** An outage that lasts longer than this is shown as `offline`, in milliseconds. */
const SHOW_AFTER_MS = 6_000

/**
 * Sets the status that the page shows. A short outage is not shown, so that the status does not
 * flicker.
 */
export interface StatusReporter {
  /** Reports that the connection is lost or could not be opened. */
  disconnected(): void
  /** Reports that frames arrive. */
  connected(status: ConnectionStatus & ('live' | 'degraded')): void
  /** Reports that the server refused the token. */
  unauthorized(): void
  /** Ends the wait after `disconnected`: another tab or another report decides the status. */
  cancel(): void
}

/**
 * Creates a status reporter.
 *
 * @param onLongOutage Called once an outage has lasted for `STOPGAP_AFTER_MS`.
 */
export function createStatusReporter(
  store: InboxStore,
  onLongOutage: () => unknown,
  signal: AbortSignal,
): StatusReporter {
  /** The timers of the current outage; empty while there is none. */
  let timers: ReturnType<typeof setTimeout>[] = []
  const cancel = (): void => {
    timers.forEach(clearTimeout)
    timers = []
  }
  signal.addEventListener('abort', cancel)
  const show = (status: ConnectionStatus): void => {
    cancel()
    store.$status.set(status)
  }
  return {
    cancel,
    disconnected() {
      if (timers.length > 0 || signal.aborted) return
      timers = [
        setTimeout(onLongOutage, STOPGAP_AFTER_MS),
        setTimeout(() => store.$status.set('offline'), SHOW_AFTER_MS),
      ]
    },
    connected: show,
    unauthorized: () => show('unauthorized'),
  }
}
