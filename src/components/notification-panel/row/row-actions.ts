import type { Inbox } from '../../../client/create-inbox.js'
import { routerPath } from '../../../internal/router-path.js'
import type { InboxNotification } from '../../../store/listing.js'
import { NotificationActionEvent, NotificationClickEvent } from './notification-row.events.js'

/** An element that shows the notifications of an inbox as rows. */
export interface RowActionsHost extends HTMLElement {
  readonly inbox: Inbox | undefined
  /** Mutes the notification's type, course or channel, or asks which one. */
  suggestMute(notification: InboxNotification): void
}

/** Carries out the action of a click or a key press in a row. */
export class RowActions {
  readonly #panel: RowActionsHost

  constructor(panel: RowActionsHost) {
    this.#panel = panel
  }

  /** Marks or removes a notification. Without one it does nothing. */
  act(what: 'read' | 'unread' | 'remove', notification: InboxNotification | undefined): void {
    const { inbox } = this.#panel
    if (!inbox || !notification) return
    const { id, isUnread } = notification
    if (what === 'remove') inbox.remove(id)
    if (what === 'read' && isUnread) inbox.markAsRead(id)
    if (what === 'unread' && !isUnread) inbox.markAsUnread(id)
  }

  /** Handles a click with any mouse button on an element of a row that has `data-act`. */
  readonly handleClick = (event: MouseEvent, notification: InboxNotification): void => {
    // The right button opens the context menu and chooses nothing.
    if (event.button === 2) return
    const target = event.currentTarget as HTMLElement
    const { act, action } = target.dataset
    if (act === 'fewer') return this.#panel.suggestMute(notification)
    if (act === 'remove') return this.act('remove', notification)
    if (act === 'toggle-read')
      return this.act(notification.isUnread ? 'read' : 'unread', notification)
    this.act('read', notification)
    // With a modifier key or the middle button the link opens elsewhere, and this page stays as it
    // is.
    if (event.button === 0 && !isModified(event)) this.#follow(event, target, notification, action)
  }

  #follow(
    event: MouseEvent,
    target: HTMLElement,
    notification: InboxNotification,
    action: string | undefined,
  ): void {
    const { href = null } = target as Partial<HTMLAnchorElement>
    const path = routerPath(href, target)
    const told =
      action === undefined || href === null
        ? new NotificationClickEvent(notification, href, path)
        : new NotificationActionEvent(notification, action, href, path)
    if (!this.#panel.dispatchEvent(told)) event.preventDefault()
    if (href !== null) this.#panel.closest<HTMLElement>('[popover]')?.hidePopover?.()
  }
}

const isModified = ({ ctrlKey, metaKey, shiftKey, altKey }: MouseEvent): boolean =>
  ctrlKey || metaKey || shiftKey || altKey
