import type { InboxNotification } from '../../../store/listing.js'

/**
 * Fired when the member chose a notification with a plain click or the keyboard. The notification
 * is already marked as read, and its link is about to be followed. A single-page application
 * cancels the event if `path` is not `null`, and passes `path` to its router.
 */
export class NotificationClickEvent extends Event {
  static readonly type = 'notification-click'

  /**
   * @param notification - the notification that was chosen
   * @param href - the absolute address of its link; `null` if it has no link
   * @param path - the address for a single-page router: path, search and hash below the router's
   *   base; `null` if there is no link, or if the link leaves the application
   */
  constructor(
    readonly notification: InboxNotification,
    readonly href: string | null,
    readonly path: string | null,
  ) {
    super(NotificationClickEvent.type, { bubbles: true, composed: true, cancelable: true })
  }
}

/**
 * Fired when the member chose a secondary action of a notification with a plain click or the
 * keyboard. The action's link is about to be followed. Cancel the event to navigate yourself, or to
 * do something else.
 */
export class NotificationActionEvent extends Event {
  static readonly type = 'notification-action'

  /**
   * @param notification - the notification that the action belongs to
   * @param action - the id of the action
   * @param href - the absolute address of the action's link
   * @param path - the address for a single-page router: path, search and hash below the router's
   *   base; `null` if the link leaves the application
   */
  constructor(
    readonly notification: InboxNotification,
    readonly action: string,
    readonly href: string,
    readonly path: string | null,
  ) {
    super(NotificationActionEvent.type, { bubbles: true, composed: true, cancelable: true })
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'notification-click': NotificationClickEvent
    'notification-action': NotificationActionEvent
  }
}
