import type { ConnectionStatus } from '../store/inbox-store.js'

/**
 * Fired when the connection status of an element's inbox changed, so that a page can show or log
 * the status. Each element with an inbox fires its own event; `target` is that element.
 */
export class ConnectionChangeEvent extends Event {
  static readonly type = 'connection-change'

  constructor(
    /** The connection status from now on. */
    readonly status: ConnectionStatus,
    /** The former connection status; `connecting` if the element had no inbox. */
    readonly previousStatus: ConnectionStatus,
  ) {
    super(ConnectionChangeEvent.type, { bubbles: true, composed: true })
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'connection-change': ConnectionChangeEvent
  }
}
