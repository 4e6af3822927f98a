import { html, nothing, type PropertyValues, type TemplateResult } from 'lit'
import { InboxElement } from '../../context/inbox-element.js'
import { icon } from '../../internal/bell-icon.js'
import { LanguageController } from '../../internal/language.js'
import { renderNotLoaded } from '../../internal/not-loaded.js'
import { withOwn } from '../../internal/own-words.js'
import { StoreController } from '../../internal/store-controller.js'
import { bellNames, type BellNames } from '../../locales/bell.js'
import { COUNT_LIMIT } from '../../protocol/notification.js'
import type { InboxNotification } from '../../store/listing.js'
import { InboxCloseEvent, InboxOpenEvent } from './notification-bell.events.js'
import { styles } from './notification-bell.styles.js'
import type { NotificationPanel } from '../notification-panel/notification-panel.js'
import type { OwnWords } from '../notification-panel/panel-words.js'
import type { Shortcuts } from '../notification-panel/shortcuts.js'

const namesIn: Readonly<Record<string, BellNames | undefined>> = bellNames

/**
 * A bell that shows how many notifications are unread, and opens the inbox.
 *
 * @summary Bell with an unread badge and a dropdown inbox.
 *
 * @slot icon - Replaces the drawing of the bell.
 * @slot header - Beside the panel's heading.
 * @slot footer - At the end of the panel's last line: a link to the platform's settings, say.
 * @slot empty - In the place of what an empty list says.
 *
 * @fires {NotificationClickEvent} notification-click - A notification was chosen. Cancelable: cancel
 *   it to follow its link yourself.
 * @fires {NotificationActionEvent} notification-action - One of a notification's further actions was
 *   chosen. Cancelable.
 * @fires {InboxOpenEvent} inbox-open - The panel opened.
 * @fires {InboxCloseEvent} inbox-close - The panel closed.
 * @fires {ConnectionChangeEvent} connection-change - The connection to the server changed its status:
 *   `event.status` and `event.previousStatus` say from which to which.
 *
 * @csspart button - The bell's button.
 * @csspart badge - The number of unread notifications.
 * @csspart panel - The dropdown.
 * @csspart heading - The panel's heading.
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
 * @csspart close - The button that closes the panel, where the panel fills the screen.
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
 * @csspart reload - The button that reloads the page, where a part of the bell could not be loaded.
 * @csspart show-all - "Show all" in it, where a filter hides the rest.
 * @csspart load-older - The button that loads older notifications.
 * @csspart footer - The panel's last line.
 * @csspart status - How the connection stands, in words.
 *
 * @cssprop [--belfry-bell-size=44px] - Width and height of the button.
 * @cssprop [--belfry-badge=#dc2626] - The background of the badge.
 * @cssprop [--belfry-on-badge=#ffffff] - The digits of the badge.
 * @cssprop [--belfry-surface=light-dark(#ffffff, #16181d)] -
 *   The background of the page around the bell: a ring of it sets the badge apart.
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
 *
 * @cssstate open - The panel is open.
 * @cssstate has-unread - There is something unread.
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
    theme: { reflect: true },
    density: { reflect: true },
  }

  static override styles = styles

  /** The highest number that the badge shows; above it stands a plus, as in `99+`. */
  declare maxCount: number
  /** Whether the panel is open. */
  declare open: boolean
  /** Words of the page's own, in the place of ours; what is missing stays. */
  declare messages: OwnWords | undefined
  /** Keys in the place of ours, by action; `off` leaves the arrows, Home and End. */
  declare shortcuts: Shortcuts | undefined
  /**
   * What the badge counts: what is `unread`, or what is `unseen`, which is nothing as soon as the panel
   * was opened on any device. `dot` shows that something is unread, and no number. Default: `unread`.
   */
  declare badge: 'unread' | 'unseen' | 'dot' | undefined
  /** Whether the page's title begins with the badge's count, as in `(3) Courses`. */
  declare titleCount: boolean | undefined
  /** Whether the page's icon wears the badge. Needs `data:` among the `img-src` of a strict CSP. */
  declare faviconBadge: boolean | undefined
  /** Whether the icon of the installed app wears the badge, where the system can show it. */
  declare appBadge: boolean | undefined
  /**
   * Whether one short sound tells that something came: once the page was used, in one tab, once for
   * what comes together, and neither in the focus mode nor in the member's quiet hours.
   */
  declare sound: boolean | undefined

  /**
   * Who tells screen readers what arrives, what came of an action, and what a search finds: `none`
   * nobody, a function yours. Default: a live region of the page.
   */
  declare announcer: 'none' | ((text: string) => void) | undefined

  /**
   * Draws the inside of a row in the place of title and message: a template of lit's, a node, or text.
   * `undefined` leaves a row to us, or to a `<template data-type="…">` in the bell. Counts from the next
   * time that the row is drawn.
   */
  declare renderNotification: ((notification: InboxNotification) => unknown) | undefined
  /** Sets the colours against the page's `color-scheme`; `auto` follows it. Default: `auto`. */
  declare theme: 'auto' | 'light' | 'dark' | undefined
  /** `compact` shows more notifications in the same room. */
  declare density: 'compact' | undefined

  readonly #counts = new StoreController(this, () => this.inbox?.$counts)
  readonly #language = new LanguageController(this)
  readonly #internals = this.attachInternals?.()
  #panel: NotificationPanel | undefined
  /** What stands in the place of a panel that could not be loaded. */
  #notLoaded: unknown
  #bump: ((badge: Element) => void) | undefined
  #loading: Promise<void> | undefined
  #isAttended = false
  #shownCount = 0

  constructor() {
    super()
    this.maxCount = 99
    this.open = false
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.open = false
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('open') && this.open) void this.#loadPanel()
    setState(this.#internals, 'open', this.open)
    setState(this.#internals, 'has-unread', this.#unread > 0)
  }

  protected override firstUpdated(): void {
    // The first click should find the panel's code at hand, and the first paint should not wait for it.
    const later = globalThis.requestIdleCallback ?? ((run: () => void) => setTimeout(run, 1_000))
    later(() => void this.#loadPanel())
  }

  protected override updated(changed: PropertyValues<this>): void {
    this.#passOn()
    if (changed.has('open')) this.#syncPopover()
    if (this.titleCount || this.faviconBadge || this.appBadge || this.sound) this.#attend()
    const count = this.#count
    const badge = this.renderRoot.querySelector('.badge')
    // Growth from nothing is the first count arriving as often as news; only the badge appears.
    if (badge && this.#shownCount > 0 && count > this.#shownCount) this.#bump?.(badge)
    this.#shownCount = count
  }

  /** Opens the panel. */
  show(): void {
    this.open = true
  }

  /** Closes the panel. */
  hide(): void {
    this.open = false
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
        lang=${namesIn[this.#language.language] ? nothing : (this.#panel?.words.locale ?? 'en')}
        @pointerenter=${this.#loadPanel}
        @focus=${this.#loadPanel}
      >
        <slot name="icon">${icon}</slot>
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
        ${this.#panel ?? this.#notLoaded}
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

  /** What the badge counts. */
  get #count(): number {
    return this.#counts.value?.[this.badge === 'unseen' ? 'unseen' : 'unread'] ?? 0
  }

  get #unread(): number {
    return this.#counts.value?.unread ?? 0
  }

  /** What the badge shows at most; an attribute that is no number leaves it at its default. */
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
    const known = namesIn[this.#language.language] ?? this.#panel?.words ?? bellNames.en
    return withOwn(known, this.messages)
  }

  readonly #loadPanel = (): Promise<void> => {
    this.#loading ??= import('../notification-panel/define-panel.js').then(
      ({ createPanel, bump }) => {
        this.#panel = createPanel()
        this.#bump = bump
        this.requestUpdate()
      },
      () => {
        // The page is cut off, or a release has replaced the file. The next look at the bell asks again.
        this.#loading = undefined
        this.#notLoaded = this.renderNotLoaded()
        this.requestUpdate()
      },
    )
    return this.#loading
  }

  /** What asks for attention beyond the bell loads where somebody wants it. */
  #attend(): void {
    if (this.#isAttended) return
    this.#isAttended = true
    import('./page-badge/page-badge.js').then(
      ({ showPageBadge: attend }) => attend(this),
      () => {
        // The page is cut off. The next change loads it again.
        this.#isAttended = false
      },
    )
  }

  #passOn(): void {
    const { messages: own, shortcuts } = this
    if (this.#panel) Object.assign(this.#panel, { inbox: this.inbox, own, shortcuts })
  }

  #syncPopover(): void {
    const panel = this.renderRoot.querySelector<HTMLElement>('#panel')
    if (panel?.isConnected && panel.matches(':popover-open') !== this.open)
      panel.togglePopover?.(this.open)
  }

  /** The browser opens and closes the panel by itself too: by the button, Escape, a click outside. */
  #handleToggle({ newState }: ToggleEvent): void {
    this.open = newState === 'open'
    this.dispatchEvent(this.open ? new InboxOpenEvent() : new InboxCloseEvent())
  }
}

// Test environments without a browser know no states.
const setState = (internals: ElementInternals | undefined, name: string, isOn: boolean): void =>
  void internals?.states?.[isOn ? 'add' : 'delete'](name)
