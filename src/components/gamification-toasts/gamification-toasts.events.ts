import type { DismissReason } from './toast-queue.js'
import type { Celebrated, Toast } from './toast.js'

/**
 * Fired when a toast is about to be shown. Cancel the event to suppress the toast; the notification
 * stays in the inbox.
 */
export class ToastShowEvent extends Event {
  static readonly type = 'toast-show'

  constructor(readonly toast: Toast) {
    super(ToastShowEvent.type, { bubbles: true, composed: true, cancelable: true })
  }
}

/** Fired when a toast was dismissed; `reason` says why. */
export class ToastDismissEvent extends Event {
  static readonly type = 'toast-dismiss'

  constructor(
    readonly toast: Toast,
    readonly reason: DismissReason,
  ) {
    super(ToastDismissEvent.type, { bubbles: true, composed: true })
  }
}

/**
 * Fired when the member chose a toast. Its notifications are already marked as read, and its link
 * is about to be followed. A single-page application cancels the event if `path` is not `null`, and
 * passes `path` to its router.
 */
export class ToastClickEvent extends Event {
  static readonly type = 'toast-click'

  /**
   * @param toast - the toast that was chosen
   * @param notification - the newest notification of the toast
   * @param href - the absolute address of the toast's link; `null` if the toast has no link
   * @param path - the address for a single-page router: path, search and hash below the router's
   *   base; `null` if there is no link, or if the link leaves the application
   */
  constructor(
    readonly toast: Toast,
    readonly notification: Celebrated,
    readonly href: string | null,
    readonly path: string | null,
  ) {
    super(ToastClickEvent.type, { bubbles: true, composed: true, cancelable: true })
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'toast-show': ToastShowEvent
    'toast-dismiss': ToastDismissEvent
    'toast-click': ToastClickEvent
  }
}
