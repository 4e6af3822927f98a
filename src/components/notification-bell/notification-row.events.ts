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

/**
 * One of a notification's further actions was chosen with a plain click or the keyboard. Its link is
 * about to be followed; who cancels the event goes there, or does something else, instead.
 */
export class NotificationActionEvent extends Event {
  static readonly type = 'notification-action'

  /**
   * @param notification - what it belongs to
   * @param action - the action's id
   * @param href - where its link leads, resolved
   */
  constructor(
    readonly notification: InboxNotification,
    readonly action: string,
    readonly href: string,
  ) {
    super(NotificationActionEvent.type, { bubbles: true, composed: true, cancelable: true })
  }
}

declare global {
  interface HTMLElementEventMap {
    'notification-click': NotificationClickEvent
    'notification-action': NotificationActionEvent
  }
}
