import type { InboxNotification } from '../../store/listing.js'

/**
 * A notification was chosen with a plain click or the keyboard. It is read by now, and its link is
 * about to be followed. A single-page router cancels the event and goes there itself.
 */
export class NotificationClickEvent extends Event {
  static readonly type = 'notification-click'

  /**
   * @param notification - what was chosen
   * @param href - where its link leads, resolved; `null` where it has none
   */
  constructor(
    readonly notification: InboxNotification,
    readonly href: string | null,
  ) {
    super(NotificationClickEvent.type, { bubbles: true, composed: true, cancelable: true })
  }
}

/** The panel opened. */
export class InboxOpenEvent extends Event {
  static readonly type = 'inbox-open'

  constructor() {
    super(InboxOpenEvent.type, { bubbles: true, composed: true })
  }
}

/** The panel closed. */
export class InboxCloseEvent extends Event {
  static readonly type = 'inbox-close'

  constructor() {
    super(InboxCloseEvent.type, { bubbles: true, composed: true })
  }
}

declare global {
  interface HTMLElementEventMap {
    'notification-click': NotificationClickEvent
    'inbox-open': InboxOpenEvent
    'inbox-close': InboxCloseEvent
  }
}
