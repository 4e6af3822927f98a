import type { DismissReason } from './toast-queue.js'
import type { Celebrated, Toast } from './toast.js'

/** A toast is about to be shown. Cancel the event to keep it off; its row in the inbox stays. */
export class ToastShowEvent extends Event {
  static readonly type = 'toast-show'

  constructor(readonly toast: Toast) {
    super(ToastShowEvent.type, { bubbles: true, composed: true, cancelable: true })
  }
}

/** A toast left. */
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
 * A toast was chosen. What it celebrates is read by now, and its link is about to be followed. A
 * single-page application cancels the event where `path` is not `null`, and hands that to its router.
 */
export class ToastClickEvent extends Event {
  static readonly type = 'toast-click'

  /**
   * @param notification - the newest of those that the toast celebrates
   * @param href - where its link leads, resolved; `null` where it has none
   * @param path - the same as a single-page router takes it: path, search and hash below the router's
   *   base; `null` where there is no link, or one that leads out of the application
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
