import type { LitElement } from 'lit'
import { PageElement } from '../../context/page-element.js'
import { renderNotLoaded } from '../../internal/not-loaded.js'
import type { InboxNotification } from '../../store/listing.js'
import type { OwnWords } from '../notification-panel/panel-words.js'
import type { Shortcuts } from '../notification-panel/shortcuts.js'

/**
 * The member's notifications as a part of a page: the same panel that the bell opens, without the
 * bell. A bell and an inbox on one page share their data and stay in step.
 *
 * @summary The inbox as a section of a page.
 *
 * @slot header - Content beside the inbox's heading.
 * @slot footer - Content at the end of the inbox's last line, such as a link to the platform's
 *   settings.
 * @slot menu - Further items at the end of the menu, such as a link to the member's settings.
 * @slot empty - Replaces the message of an empty list.
 *
 * @fires {NotificationClickEvent} notification-click - The member chose a notification. Cancelable:
 *   cancel the event to follow the link yourself.
 * @fires {NotificationActionEvent} notification-action - The member chose a secondary action of a
 *   notification. Cancelable: cancel the event to follow the link yourself.
 * @fires {ConnectionChangeEvent} connection-change - The status of the connection to the server
 *   changed. `event.status` is the new status, `event.previousStatus` the former one.
 *
 * @csspart panel - The region that holds the whole inbox.
 * @csspart heading - The heading of the inbox.
 * @csspart mark-all - The "Mark all as read" button.
 * @csspart search-toggle - The button that opens and closes the search.
 * @csspart search - The search bar, with its icon, field and close button.
 * @csspart search-field - The text field of the search.
 * @csspart search-close - The button in the search bar that closes the search.
 * @csspart search-clear - The "Clear search" button, shown when a search finds nothing.
 * @csspart more - The button that opens the menu of further actions.
 * @csspart menu - The menu of further actions.
 * @csspart clear-history - The "Clear history" item of the menu.
 * @csspart clear-all - The "Clear all" item of the menu.
 * @csspart shortcuts - The "Keyboard shortcuts" item of the menu.
 * @csspart help - The dialog that lists the keyboard shortcuts.
 * @csspart key - A key in the list of keyboard shortcuts.
 * @csspart undo - The line that offers to undo the last action.
 * @csspart undo-button - The "Undo" button in the line that offers to undo the last action.
 * @csspart refusal - The line that says that a change could not be saved.
 * @csspart waiting - The line that says that the last changes have not been sent yet.
 * @csspart refusal-button - The "Try again" button in the line about a change that could not be
 *   saved.
 * @csspart filters - The row of filter buttons.
 * @csspart filter - A filter button.
 * @csspart count - The number of unread notifications on a filter button.
 * @csspart new - The button that shows the notifications that arrived while the member was reading
 *   the list.
 * @csspart list - The list of notifications.
 * @csspart group - A group of notifications below one day heading: one day, or several days long
 *   past.
 * @csspart day - The heading of a group of notifications, such as "Today".
 * @csspart row - The row of one notification.
 * @csspart icon - The icon of a notification, with its tile.
 * @csspart avatar - The picture or the initials of the person behind a comment, a reply or a message.
 * @csspart link - The link or button that holds a notification's title and message.
 * @csspart title - The title of a notification.
 * @csspart message - The message of a notification.
 * @csspart time - The age of a notification, in words.
 * @csspart action - A link to a secondary action of a notification.
 * @csspart row-more - The button that shows the buttons of a row, on touch screens and for screen
 *   readers.
 * @csspart row-menu - The menu of a row, on touch screens.
 * @csspart toggle-read - The button that marks one notification as read or unread.
 * @csspart remove - The button that removes one notification.
 * @csspart fewer - The "Fewer like this" button of a notification.
 * @csspart fewer-line - The line that asks what to mute, and then says what was muted.
 * @csspart fewer-choice - A button that mutes one type, course or channel.
 * @csspart fewer-button - The "Undo" or "Try again" button in the line about a muted type, course
 *   or channel.
 * @csspart unread-mark - The dot that marks an unread notification.
 * @csspart notice - The message in place of the list: it is empty, nothing matches, or loading
 *   failed.
 * @csspart retry - The "Try again" button of the message in place of the list.
 * @csspart reload - The button that reloads the page, shown when a part of the inbox could not be
 *   loaded.
 * @csspart show-all - The "Show all" button, shown when the chosen filter hides every notification.
 * @csspart load-older - The button that loads older notifications.
 * @csspart footer - The last line of the inbox.
 * @csspart status - The status of the connection, in words.
 *
 * @attr {'inside'} scroll - `inside` scrolls the list inside the element, within the height that
 *   the page gives to the element. Default: the page scrolls.
 *
 * @cssprop [--belfry-accent=light-dark(#4338ca, #a5b4fc)] -
 *   The colour of links, the unread mark, switches that are on, and the focus ring.
 * @cssprop [--belfry-accent-soft=light-dark(#eef0ff, #23264a)] -
 *   The background of the open bell and of selected items.
 * @cssprop [--belfry-on-accent=light-dark(#ffffff, #16181d)] -
 *   The colour of text on the accent colour.
 * @cssprop [--belfry-raised=light-dark(#ffffff, #1e2128)] -
 *   The background of panels, pages and toasts.
 * @cssprop [--belfry-sunken=light-dark(#f6f7f9, #272b34)] -
 *   The background of the row under the pointer.
 * @cssprop [--belfry-text=light-dark(#16181d, #f2f4f8)] - The colour of text.
 * @cssprop [--belfry-muted=light-dark(#596070, #a3abbb)] -
 *   The colour of secondary text, such as messages and times.
 * @cssprop [--belfry-line=light-dark(#e6e8ee, #2b2f39)] - The colour of thin lines and borders.
 * @cssprop [--belfry-learning=light-dark(#1d4ed8, #93c5fd)] - The colour of learning icons.
 * @cssprop [--belfry-learning-soft=light-dark(#e8f0fe, #172644)] -
 *   The background of the tile behind learning icons.
 * @cssprop [--belfry-interaction=light-dark(#0f766e, #5eead4)] - The colour of interaction icons.
 * @cssprop [--belfry-interaction-soft=light-dark(#e0f5f2, #0f2e2c)] -
 *   The background of the tile behind interaction icons.
 * @cssprop [--belfry-gamification=light-dark(#b45309, #fcd34d)] -
 *   The colour of gamification icons and of the number of points.
 * @cssprop [--belfry-gamification-soft=light-dark(#fef3d6, #3a2a0c)] -
 *   The background of the tile behind gamification icons.
 * @cssprop [--belfry-system=light-dark(#475569, #cbd5e1)] -
 *   The colour of system icons, and of icons for the platform's own types.
 * @cssprop [--belfry-system-soft=light-dark(#eef1f5, #262b35)] -
 *   The background of the tile behind system icons.
 * @cssprop [--belfry-good=light-dark(#15803d, #4ade80)] -
 *   The colour that signals a live connection or a saved change.
 * @cssprop [--belfry-warn=light-dark(#b45309, #fcd34d)] -
 *   The colour that signals a lost connection or an unsaved change.
 * @cssprop [--belfry-radius=16px] - The corner radius of panels, pages and toasts.
 * @cssprop [--belfry-shadow=0 1px 2px light-dark(#0f172a14, #00000066), 0 12px 32px -8px light-dark(#0f172a33, #000000bb)] -
 *   The shadow below panels and toasts.
 * @cssprop [--belfry-sticky-inset=0px] -
 *   The distance from the top of the page at which day headings stick: the height of the page's own
 *   sticky header.
 */
export class NotificationInbox extends PageElement {
  static override properties = {
    messages: { attribute: false },
    shortcuts: {},
    headingLevel: { type: Number, attribute: 'heading-level' },
    announcer: {},
    load: {},
    theme: { reflect: true },
    density: { reflect: true },
  }

  /** Replaces texts of the inbox. A text that is missing keeps its default. */
  declare messages: OwnWords | undefined
  /**
   * Replaces keyboard shortcuts, by action. `off` disables all of them except the arrow keys, Home
   * and End.
   */
  declare shortcuts: Shortcuts | undefined
  /** The level of the inbox's heading in the outline of the page, 1 to 5. Default: 2. */
  declare headingLevel: number | undefined
  /**
   * Sets the output of announcements for screen readers: new notifications, results of actions, and
   * search results. `none` disables announcements, a function receives each text. Default: a live
   * region that is added to the page.
   */
  declare announcer: 'none' | ((text: string) => void) | undefined

  /**
   * Renders the inside of a row in place of title and message. It returns a Lit template, a node,
   * or text. For `undefined`, the row uses a `<template data-type="…">` inside the element, or the
   * default rendering. A changed function takes effect when a row is rendered the next time.
   */
  declare renderNotification: ((notification: InboxNotification) => unknown) | undefined
  /**
   * Sets how older notifications are loaded. `button` loads them only when the "Load older" button is
   * pressed. Default: also when the end of the list comes near.
   */
  declare load: 'button' | undefined
  /** Sets the colour scheme. `auto` follows the page's `color-scheme`. Default: `auto`. */
  declare theme: 'auto' | 'light' | 'dark' | undefined
  /** Sets the spacing of rows. `compact` fits more notifications into the same height. */
  declare density: 'compact' | undefined

  protected override async loadContent(): Promise<(host: this) => LitElement> {
    return (await import('./inbox-panel.js')).createInboxPanel
  }

  /** @internal */
  override renderNotLoaded(): unknown {
    return renderNotLoaded(this)
  }
}
