import type { InboxNotification } from '../../../store/listing.js'

/**
 * A notification was chosen with a plain click or the keyboard. It is read by now, and its link is
 * about to be followed. A single-page application cancels the event where `path` is not `null`, and
 * hands that to its router.
 */
export class NotificationClickEvent extends Event {
  static readonly type = 'notification-click'

  /**
   * @param notification - what was chosen
   * @param href - where its link leads, resolved; `null` where it has none
   * @param path - the same as a single-page router takes it: path, search and hash below the router's
   *   base; `null` where there is no link, or one that leads out of the application
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
 * One of a notification's further actions was chosen with a plain click or the keyboard. Its link is
 * about to be followed; who cancels the event goes there, or does something else, instead.
 */
export class NotificationActionEvent extends Event {
  static readonly type = 'notification-action'

  /**
   * @param notification - what it belongs to
   * @param action - the action's id
   * @param href - where its link leads, resolved
   * @param path - the same as a single-page router takes it: path, search and hash below the router's
   *   base; `null` for a link that leads out of the application
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
