import type { LitElement } from 'lit'
import { PageElement } from '../../context/page-element.js'
import { renderNotLoaded } from '../../internal/not-loaded.js'
import type { InboxNotification } from '../../store/listing.js'
import type { OwnWords } from '../notification-panel/panel-words.js'
import type { Shortcuts } from '../notification-panel/shortcuts.js'

/**
 * The member's notifications as a part of a page: the bell's panel, without the bell. Where both are
 * on a page, they share one inbox and agree.
 *
 * @summary The inbox as a page of its own.
 *
 * @slot header - Beside the heading.
 * @slot footer - At the end of the last line: a link to the platform's settings, say.
 * @slot empty - In the place of what an empty list says.
 *
 * @fires {NotificationClickEvent} notification-click - A notification was chosen. Cancelable: cancel
 *   it to follow its link yourself.
 * @fires {NotificationActionEvent} notification-action - One of a notification's further actions was
 *   chosen. Cancelable.
 * @fires {ConnectionChangeEvent} connection-change - The connection to the server changed its status:
 *   `event.status` and `event.previousStatus` say from which to which.
 *
 * @csspart panel - All of it.
 * @csspart heading - Its heading.
 * @csspart mark-all - "Mark all as read".
 * @csspart search-toggle - The button that shows the search, and closes it.
 * @csspart search - The search.
 * @csspart search-field - Its field.
 * @csspart search-close - The button in it that closes it.
 * @csspart search-clear - "Clear search", where nothing was found.
 * @csspart more - The button that opens the menu of further actions.
 * @csspart menu - That menu.
 * @csspart clear-history - "Clear history" in it.
 * @csspart clear-all - "Clear all" in it.
 * @csspart shortcuts - "Keyboard shortcuts" in it.
 * @csspart help - The list of keys.
 * @csspart key - One of them.
 * @csspart undo - The line that offers to take the last action back.
 * @csspart undo-button - "Undo" in it.
 * @csspart refusal - The line that says what could not be saved.
 * @csspart waiting - The line that says that the last changes wait to be sent.
 * @csspart refusal-button - "Try again" in it.
 * @csspart filters - The row of filters.
 * @csspart filter - One of them.
 * @csspart count - How many are unread behind it.
 * @csspart new - The button that shows what came while something else was being read.
 * @csspart list - The list of notifications.
 * @csspart group - The notifications of one day, or of several that are long past.
 * @csspart day - Its heading.
 * @csspart row - One notification.
 * @csspart icon - Its icon.
 * @csspart link - Its title and message.
 * @csspart title - Its title.
 * @csspart message - Its message.
 * @csspart time - How long ago it came.
 * @csspart action - One of its further actions.
 * @csspart toggle-read - The button that marks it as read or unread.
 * @csspart remove - The button that removes it.
 * @csspart fewer - "Fewer like this".
 * @csspart fewer-line - The line that asks what to mute, and tells of it.
 * @csspart fewer-choice - One of the things that can be muted.
 * @csspart fewer-button - "Undo" in it, or "Try again".
 * @csspart unread-mark - The mark of an unread one.
 * @csspart notice - What stands where the list would be.
 * @csspart retry - "Try again" in it.
 * @csspart reload - The button that reloads the page, where a part of the element could not be loaded.
 * @csspart show-all - "Show all" in it, where a filter hides the rest.
 * @csspart load-older - The button that loads older notifications.
 * @csspart footer - Its last line.
 * @csspart status - How the connection stands, in words.
 *
 * @attr {'inside'} scroll - Scrolls the list inside of the element, in the height that the page gives it.
 *   Without it the page scrolls.
 *
 * @cssprop [--belfry-accent=light-dark(#4338ca, #a5b4fc)] -
 *   Links, the unread mark, switches that are on, the focus ring.
 * @cssprop [--belfry-accent-soft=light-dark(#eef0ff, #23264a)] -
 *   The background of the open bell and of what is chosen.
 * @cssprop [--belfry-on-accent=light-dark(#ffffff, #16181d)] - Text on the accent colour.
 * @cssprop [--belfry-raised=light-dark(#ffffff, #1e2128)] - The background of panels, pages and toasts.
 * @cssprop [--belfry-sunken=light-dark(#f6f7f9, #16181d)] - The background of the row under the pointer.
 * @cssprop [--belfry-text=light-dark(#16181d, #f2f4f8)] - Text.
 * @cssprop [--belfry-muted=light-dark(#596070, #a3abbb)] - Quieter text, such as messages and times.
 * @cssprop [--belfry-line=light-dark(#e6e8ee, #2b2f39)] - Thin lines and borders.
 * @cssprop [--belfry-learning=light-dark(#1d4ed8, #93c5fd)] - Icons of learning.
 * @cssprop [--belfry-learning-soft=light-dark(#e8f0fe, #172644)] - The tile behind icons of learning.
 * @cssprop [--belfry-interaction=light-dark(#0f766e, #5eead4)] - Icons of interaction.
 * @cssprop [--belfry-interaction-soft=light-dark(#e0f5f2, #0f2e2c)] - The tile behind icons of interaction.
 * @cssprop [--belfry-gamification=light-dark(#b45309, #fcd34d)] -
 *   Icons of gamification, the number of points.
 * @cssprop [--belfry-gamification-soft=light-dark(#fef3d6, #3a2a0c)] - The tile behind icons of gamification.
 * @cssprop [--belfry-system=light-dark(#475569, #cbd5e1)] - Icons of the system, and of a host's own types.
 * @cssprop [--belfry-system-soft=light-dark(#eef1f5, #262b35)] - The tile behind icons of the system.
 * @cssprop [--belfry-good=light-dark(#15803d, #4ade80)] -
 *   The sign that the connection is live, or that a change is saved.
 * @cssprop [--belfry-warn=light-dark(#b45309, #fcd34d)] -
 *   The sign that the connection is lost, or that a change is not saved.
 * @cssprop [--belfry-radius=16px] - The rounding of the corners of panels, pages and toasts.
 * @cssprop [--belfry-shadow=0 1px 2px light-dark(#0f172a14, #00000066), 0 12px 32px -8px light-dark(#0f172a33, #000000bb)] -
 *   The shadow below panels and toasts.
 * @cssprop [--belfry-sticky-inset=0px] - How far below the edge of the page its days stick: the height
 *   of a header that sticks there.
 *
 */
export class NotificationInbox extends PageElement {
  static override properties = {
    messages: { attribute: false },
    shortcuts: {},
    headingLevel: { type: Number, attribute: 'heading-level' },
    announcer: {},
    theme: { reflect: true },
    density: { reflect: true },
  }

  /** Words of the page's own, in the place of ours; what is missing stays. */
  declare messages: OwnWords | undefined
  /** Keys in the place of ours, by action; `off` leaves the arrows, Home and End. */
  declare shortcuts: Shortcuts | undefined
  /** The level of the heading in the page's outline, 1 to 5. Default: 2. */
  declare headingLevel: number | undefined
  /**
   * Who tells screen readers what arrives, what came of an action, and what a search finds: `none`
   * nobody, a function yours. Default: a live region of the page.
   */
  declare announcer: 'none' | ((text: string) => void) | undefined

  /**
   * Draws the inside of a row in the place of title and message: a template of lit's, a node, or text.
   * `undefined` leaves a row to us, or to a `<template data-type="…">` in the element. Counts from the
   * next time that the row is drawn.
   */
  declare renderNotification: ((notification: InboxNotification) => unknown) | undefined
  /** Sets the colours against the page's `color-scheme`; `auto` follows it. Default: `auto`. */
  declare theme: 'auto' | 'light' | 'dark' | undefined
  /** `compact` shows more notifications in the same room. */
  declare density: 'compact' | undefined

  protected override async load(): Promise<(host: this) => LitElement> {
    return (await import('./inbox-panel.js')).createInboxPanel
  }

  /** @internal */
  override renderNotLoaded(): unknown {
    return renderNotLoaded(this)
  }
}
