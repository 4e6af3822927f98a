import { html, nothing, type PropertyValues, type TemplateResult } from 'lit'
import { lazy } from '../../client/lazy.js'
import { InboxElement } from '../../context/inbox-element.js'
import { bellIcon } from '../../internal/bell-icon.js'
import { whenIdle } from '../../internal/frames.js'
import { LanguageController } from '../../internal/language.js'
import { renderNotLoaded } from '../../internal/not-loaded.js'
import { withOwn } from '../../internal/own-words.js'
import { StoreController } from '../../internal/store-controller.js'
import { bellNames, type BellNames } from '../../locales/bell.js'
import { COUNT_LIMIT } from '../../protocol/notification.js'
import type { InboxNotification } from '../../store/listing.js'
import { InboxCloseEvent, InboxOpenEvent } from './notification-bell.events.js'
import { styles } from './notification-bell.styles.js'
import type { OwnWords } from '../notification-panel/panel-words.js'
import type { Shortcuts } from '../notification-panel/shortcuts.js'

const namesIn: Readonly<Record<string, BellNames | undefined>> = bellNames

/**
 * A bell button that shows the number of unread notifications and opens the inbox in a dropdown
 * panel.
 *
 * @summary Bell with an unread badge and a dropdown inbox.
 *
 * @slot icon - Replaces the drawing of the bell.
 * @slot header - Content beside the panel's heading.
 * @slot footer - Content at the end of the panel's last line, such as a link to the platform's
 *   settings.
 * @slot menu - Further items at the end of the menu, such as a link to the member's settings.
 * @slot empty - Replaces the message of an empty list.
 *
 * @fires {NotificationClickEvent} notification-click - The member chose a notification. Cancelable:
 *   cancel the event to follow the link yourself.
 * @fires {NotificationActionEvent} notification-action - The member chose a secondary action of a
 *   notification. Cancelable: cancel the event to follow the link yourself.
 * @fires {InboxOpenEvent} inbox-open - The panel opened.
 * @fires {InboxCloseEvent} inbox-close - The panel closed.
 * @fires {ConnectionChangeEvent} connection-change - The status of the connection to the server
 *   changed. `event.status` is the new status, `event.previousStatus` the former one.
 *
 * @csspart button - The button that opens the panel.
 * @csspart badge - The badge with the number of unread notifications.
 * @csspart panel - The dropdown panel.
 * @csspart heading - The heading of the panel.
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
 * @csspart refusal-button -
 *   The "Try again" button in the line about a change that could not be saved.
 * @csspart close - The button that closes the panel, shown when the panel fills the screen.
 * @csspart filters - The row of filter buttons.
 * @csspart filter - A filter button.
 * @csspart count - The number of unread notifications on a filter button.
 * @csspart new -
 *   The button that shows the notifications that arrived while the member was reading the list.
 * @csspart list - The list of notifications.
 * @csspart group -
 *   A group of notifications below one day heading: one day, or several days long past.
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
 * @csspart fewer-button -
 *   The "Undo" or "Try again" button in the line about a muted type, course or channel.
 * @csspart unread-mark - The dot that marks an unread notification.
 * @csspart notice -
 *   The message in place of the list: it is empty, nothing matches, or loading failed.
 * @csspart retry - The "Try again" button of the message in place of the list.
 * @csspart reload -
 *   The button that reloads the page, shown when a part of the bell could not be loaded.
 * @csspart show-all - The "Show all" button, shown when the chosen filter hides every notification.
 * @csspart load-older - The button that loads older notifications.
 * @csspart footer - The last line of the panel.
 * @csspart status - The status of the connection, in words.
 *
 * @cssprop [--belfry-bell-size=44px] - Width and height of the bell's button.
 * @cssprop [--belfry-badge=#dc2626] - The background of the badge.
 * @cssprop [--belfry-on-badge=#ffffff] - The colour of the digits on the badge.
 * @cssprop [--belfry-surface=light-dark(#ffffff, #16181d)] -
 *   The background of the page around the bell. A ring in this colour separates the badge from the
 *   bell.
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
 *
 * @cssstate open - The panel is open.
 * @cssstate has-unread - At least one notification is unread.
 */
export class NotificationBell extends InboxElement {
  static override properties = {
    maxCount: { type: Number, attribute: 'max-count' },
    open: { type: Boolean },
    messages: { attribute: false },
    shortcuts: {},
    badge: {},
    titleCount: { type: Boolean, attribute: 'title-count' },
    faviconBadge: { type: Boolean, attribute: 'favicon-badge' },
    appBadge: { type: Boolean, attribute: 'app-badge' },
    sound: { type: Boolean },
    announcer: {},
    load: {},
    theme: { reflect: true },
    density: { reflect: true },
  }

  static override styles = styles

  /** The highest number on the badge. A larger count is shown with a plus: `99+`. Default: 99. */
  declare maxCount: number
  /** Whether the panel is open. Set it to open or close the panel. Default: `false`. */
  declare open: boolean
  /** Replaces texts of the bell and its panel. A text that is missing keeps its default. */
  declare messages: OwnWords | undefined
  /**
   * Replaces keyboard shortcuts, by action. `off` disables all of them except the arrow keys, Home
   * and End.
   */
  declare shortcuts: Shortcuts | undefined
  /**
   * Sets the number on the badge. `unread` counts unread notifications. `unseen` counts
   * notifications that arrived since the panel was last opened on any device. `dot` marks unread
   * notifications without a number. Default: `unread`.
   */
  declare badge: 'unread' | 'unseen' | 'dot' | undefined
  /** Puts the badge's count before the title of the page: `(3) Courses`. Default: `false`. */
  declare titleCount: boolean | undefined
  /**
   * Draws the badge on the page's icon (favicon). A strict content security policy must allow
   * `data:` in `img-src`. Default: `false`.
   */
  declare faviconBadge: boolean | undefined
  /**
   * Shows the count on the icon of the installed app, where the operating system supports it.
   * Default: `false`.
   */
  declare appBadge: boolean | undefined
  /**
   * Plays a short sound when notifications arrive. The sound plays in one tab only, once for
   * notifications that arrive together, and only after the member has interacted with the page.
   * Focus mode and the member's quiet hours silence it. Default: `false`.
   */
  declare sound: boolean | undefined

  /**
   * Sets the output of announcements for screen readers: new notifications, results of actions, and
   * search results. `none` disables announcements, a function receives each text. Default: a live
   * region that is added to the page.
   */
  declare announcer: 'none' | ((text: string) => void) | undefined

  /**
   * Renders the inside of a row in place of title and message. It returns a Lit template, a node,
   * or text. For `undefined`, the row uses a `<template data-type="…">` inside the bell, or the
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

  readonly #counts = new StoreController(this, () => this.inbox?.$counts)
  readonly #language = new LanguageController(this)
  readonly #internals = this.attachInternals?.()
  readonly #panel = lazy(
    () => import('./bell-panel.js'),
    ({ createBellPanel, bump }) => {
      this.requestUpdate()
      this.#bump = bump
      return createBellPanel()
    },
    () => {
      this.#notLoaded = this.renderNotLoaded()
      this.requestUpdate()
    },
  )
  #bump: ((badge: Element) => void) | undefined
  /** The notice in place of the panel when the code of the panel could not be loaded. */
  #notLoaded: unknown
  /** The count in the title and on the icons, and the sound. */
  readonly #pageBadge = lazy(
    () => import('./page-badge/page-badge.js'),
    ({ showPageBadge }) => showPageBadge(this),
  )
  #shownCount = 0

  constructor() {
    super()
    this.maxCount = 99
    this.open = false
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    // The browser closes a popover that leaves the document.
    this.open = false
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('open') && this.open) void this.#panel.load()
    setState(this.#internals, 'open', this.open)
    setState(this.#internals, 'has-unread', this.#unread > 0)
  }

  protected override firstUpdated(): void {
    // Load and draw the panel while the browser is idle: the first click then does not wait for it,
    // and neither does the first paint. A bell that is hidden gets no click.
    whenIdle(() => {
      if (this.checkVisibility?.() !== false) void this.#panel.load()
    })
  }

  protected override updated(changed: PropertyValues<this>): void {
    this.#passOn()
    if (changed.has('open')) this.#syncPopover()
    if (this.titleCount || this.faviconBadge || this.appBadge || this.sound)
      void this.#pageBadge.load()
    const count = this.#count
    const badge = this.renderRoot.querySelector('.badge')
    // A count that grows from zero may be the first count and no news, so the badge appears without
    // the animation.
    if (badge && this.#shownCount > 0 && count > this.#shownCount) this.#bump?.(badge)
    this.#shownCount = count
  }

  /** Opens the panel. */
  show(): void {
    this.#toggle(true)
  }

  /** Closes the panel. */
  hide(): void {
    this.#toggle(false)
  }

  /** @internal */
  renderNotLoaded(): TemplateResult {
    return renderNotLoaded(this)
  }

  protected override render(): TemplateResult {
    return html`
      <button
        class="button"
        part="button"
        type="button"
        popovertarget="panel"
        aria-haspopup="dialog"
        aria-expanded=${this.open}
        aria-controls="panel"
        aria-label=${this.#label}
        lang=${namesIn[this.#language.language] ? nothing : (this.#panel.loaded?.words.locale ?? 'en')}
        @pointerenter=${this.#panel.load}
        @focus=${this.#panel.load}
      >
        <slot name="icon">${bellIcon}</slot>
        ${this.#renderBadge()}
      </button>
      <div
        id="panel"
        class="panel"
        part="panel"
        popover="auto"
        role="dialog"
        aria-label=${this.#names.notifications}
        @toggle=${this.#handleToggle}
      >
        ${this.#panel.loaded ?? this.#notLoaded}
      </div>
    `
  }

  #renderBadge(): TemplateResult | typeof nothing {
    const count = this.#count
    if (count === 0) return nothing
    const number = this.#isCapped(count)
      ? `${this.#cap.toLocaleString(this.#language.locale)}+`
      : count
    return html`<span class="badge" part="badge" dir="ltr" translate="no" aria-hidden="true"
      >${this.badge === 'dot' ? nothing : number}</span
    >`
  }

  /** The count that the badge shows: unseen or unread notifications. */
  get #count(): number {
    return this.#counts.value?.[this.badge === 'unseen' ? 'unseen' : 'unread'] ?? 0
  }

  get #unread(): number {
    return this.#counts.value?.unread ?? 0
  }

  /**
   * The highest number on the badge. An attribute that is not a number falls back to the default.
   */
  get #cap(): number {
    return Math.min(this.maxCount >= 1 ? this.maxCount : 99, COUNT_LIMIT)
  }

  #isCapped(count: number): boolean {
    return count > this.#cap || count >= COUNT_LIMIT
  }

  get #label(): string {
    const unread = this.#unread
    if (unread === 0) return this.#names.notifications
    const isCapped = this.#isCapped(unread)
    return this.#names.unreadCount(isCapped ? this.#cap : unread, isCapped)
  }

  get #names(): BellNames {
    const known = namesIn[this.#language.language] ?? this.#panel.loaded?.words ?? bellNames.en
    return withOwn(known, this.messages)
  }

  #passOn(): void {
    const { messages: own, shortcuts } = this
    if (this.#panel.loaded) Object.assign(this.#panel.loaded, { inbox: this.inbox, own, shortcuts })
  }

  /** Opens or closes the panel at once: a notification that arrives meanwhile was seen or was not. */
  #toggle(isOpen: boolean): void {
    this.open = isOpen
    if (this.hasUpdated) this.#syncPopover()
  }

  #syncPopover(): void {
    const panel = this.renderRoot.querySelector<HTMLElement>('#panel')
    if (panel?.isConnected && panel.matches(':popover-open') !== this.open)
      panel.togglePopover?.(this.open)
  }

  /** The browser also toggles the popover itself: for the button, Escape and a click outside. */
  #handleToggle({ newState }: ToggleEvent): void {
    this.open = newState === 'open'
    this.dispatchEvent(this.open ? new InboxOpenEvent() : new InboxCloseEvent())
  }
}

// Test environments without a browser do not implement custom states.
const setState = (internals: ElementInternals | undefined, name: string, isOn: boolean): void =>
  void internals?.states?.[isOn ? 'add' : 'delete'](name)
