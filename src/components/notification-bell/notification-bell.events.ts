/** Fired when the bell's panel opened. */
export class InboxOpenEvent extends Event {
  static readonly type = 'inbox-open'

  constructor() {
    super(InboxOpenEvent.type, { bubbles: true, composed: true })
  }
}

/** Fired when the bell's panel closed. */
export class InboxCloseEvent extends Event {
  static readonly type = 'inbox-close'

  constructor() {
    super(InboxCloseEvent.type, { bubbles: true, composed: true })
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'inbox-open': InboxOpenEvent
    'inbox-close': InboxCloseEvent
  }
}
