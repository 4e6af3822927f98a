import type { ConnectionStatus } from '../store/inbox-store.js'

/**
 * The connection of an element's inbox stands another way than before: for a page's own words, or its
 * log. Each element with an inbox fires its own; `target` tells which.
 */
export class ConnectionChangeEvent extends Event {
  static readonly type = 'connection-change'

  constructor(
    /** How it stands now. */
    readonly status: ConnectionStatus,
    /** How it stood before; `connecting` where the element had no inbox. */
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
