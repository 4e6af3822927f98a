import { html, nothing, type TemplateResult } from 'lit'
import { serverNow } from '../../client/clock-skew.js'
import type { Inbox } from '../../client/create-inbox.js'
import { lazy } from '../../client/lazy.js'
import type { AnnouncerOption } from '../../internal/announcer.js'
import { LocalizeController } from '../../internal/localize.js'
import { FrameElement } from '../../internal/frame-element.js'
import { afterFrame } from '../../internal/frames.js'
import { nextChangeMs } from '../../internal/relative-time.js'
import { StoreController } from '../../internal/store-controller.js'
import { TickController } from '../../internal/ticker.js'
import type { Messages } from '../../locales/messages.js'
import { adopt } from '../../internal/adopt.js'
import type { InboxNotification } from '../../store/listing.js'
import type { SpeechHost } from './speech/arrival-speech.js'
import { categoryOptionsOf, countOf, renderFilters, type Filter } from './filters.js'
import { ListController } from './list/list-controller.js'
import type { TextFilter } from './list/list-window.js'
import { renderNewNotifications } from './list/new-notifications.js'
import { styles } from './notification-panel.styles.js'
import { renderHead } from './panel-head.js'
import { renderList, renderOlder } from './list/panel-list.js'
import type { PanelSearch, SearchHost } from './search/panel-search.js'
import { PanelBehaviour, type BehaviourHost } from './panel-behaviour.js'
import { panelWords, type OwnWords } from './panel-words.js'
import { renderEmptyState, renderNotice, renderSkeleton, renderStatus } from './empty-states.js'
import { placePopover } from './placement/placement.js'
import { RenderPace } from './render-pace.js'
import { RowActions } from './row/row-actions.js'
import type { RowFocus } from './row/row-focus.js'
import type { Shortcuts } from './shortcuts.js'

/** A list that is scrolled by no more than this counts as scrolled to the top, in pixels. */
const AT_TOP = 8

const HOUR_MS = 3_600_000

/** The number of rows that are rendered first: those that fit into a panel of any density. */
const FIRST_ROWS = 15

const noCounts = { unread: 0, unreadByCategory: {}, unseen: 0 }

/** The bell or the inbox that contains the panel. */
export interface PanelHost extends SpeechHost {
  /** `button` leaves it to the button to load older notifications. */
  readonly load: 'button' | undefined
  /** Renders the notice that a part of the panel could not be loaded. */
  renderNotLoaded(): unknown
}

/**
 * Connects a panel to the place where it is shown, until `signal` aborts. It calls `panel.draw()`
 * when the panel is shown or hidden.
 */
export type Stage = (panel: NotificationPanel, signal: AbortSignal) => void

/**
 * The content of the bell's dropdown and of the inbox: heading, list, connection status. It is a
 * private part of both elements, loaded when it is first needed. It renders into the element's own
 * shadow root, so that parts, slots and references between ids stay in one tree.
 */
export class NotificationPanel extends FrameElement implements BehaviourHost, SearchHost {
  static override properties = {
    inbox: { attribute: false },
    own: { attribute: false },
    shortcuts: { attribute: false },
    level: { attribute: false },
  }

  declare inbox: Inbox | undefined
  /** The page's own texts. */
  declare own: OwnWords | undefined
  /** The page's own keyboard shortcuts, or `off`. */
  declare shortcuts: Shortcuts | undefined
  /** The level of the panel's heading. Default: 2. */
  declare level: number | undefined

  readonly list = new ListController(this)
  /** The pages of a long list that are far from the part in sight, and not rendered. */
  readonly farPages = new Set<string>()
  readonly rowActions = new RowActions(this)
  readonly #stage: Stage
  readonly #ready = new StoreController(this, () => this.inbox?.$isReady)
  readonly #counts = new StoreController(this, () => this.inbox?.$counts)
  readonly #status = new StoreController(this, () => this.inbox?.$status)
  readonly #features = new StoreController(this, () => this.inbox?.$features)
  readonly #localize = new LocalizeController(this, panelWords, () => this.own)
  #leaving = new AbortController()
  readonly #behaviour = new PanelBehaviour(this)
  readonly #search = lazy(
    () => import('./search/panel-search.js'),
    ({ PanelSearch }) => new PanelSearch(this),
    () => this.tellNotLoaded(),
  )
  readonly #pace = new RenderPace()
  #notLoaded: unknown
  #isOpen = false
  /** Whether the panel is also rendered while it is closed, so that a click finds it rendered. */
  #isPrepared = false
  /** Whether a page of rows is rendered. Before that, only the rows that fit are. */
  #isWhole = false
  /** Whether the list is scrolled. It is noted when it is scrolled, because asking forces a layout. */
  #isScrolled = false
  /** The inbox of the last rendering. */
  #listed: Inbox | undefined
  #wasListed = false
  #placedMenu: HTMLElement | null = null

  constructor(stage: Stage) {
    super()
    this.#stage = stage
    new TickController(this, () => this.#nextChangeMs())
  }

  override connectedCallback(): void {
    super.connectedCallback()
    this.#leaving = new AbortController()
    adopt(this, styles)
    const { signal } = this.#leaving
    this.#behaviour.attach(signal)
    this.#stage(this, signal)
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#leaving.abort()
  }

  /** The texts of the panel in the current language. */
  get words(): Messages {
    return this.#localize.messages
  }

  /** Whether the member sees the panel. */
  get isOpen(): boolean {
    return this.#isOpen
  }

  /** Whether the button alone loads older notifications. */
  get loadsByButton(): boolean {
    return this.#host.load === 'button'
  }

  get announcer(): AnnouncerOption {
    return (this.#host as PanelHost | undefined)?.announcer
  }

  get rowFocus(): RowFocus {
    return this.#behaviour.rowFocus
  }

  /** The element in which the list is scrolled; `null` until the panel is rendered. */
  get scroller(): HTMLElement | null {
    return this.querySelector('.body')
  }

  /** The elements of the rendered rows, from top to bottom. */
  get rows(): HTMLElement[] {
    return [...this.querySelectorAll<HTMLElement>('.row[data-id]')]
  }

  /** Whether the panel fills the screen, as on a phone: it then shows a button that closes it. */
  get fillsScreen(): boolean {
    return this.querySelector('.close')?.checkVisibility?.() === true
  }

  /** Focuses the heading of the panel. */
  focusHeading(): void {
    this.querySelector<HTMLElement>('.heading')?.focus()
  }

  suggestMute(notification: InboxNotification): void {
    void this.#behaviour.actionStatus.suggestMute(notification)
  }

  /**
   * Renders a panel that is still closed, and keeps it up to date while the page is idle and visible,
   * so that opening it costs no rendering.
   */
  prepare(): void {
    this.#isPrepared = true
    this.requestUpdate()
  }

  /** Shows the list from the newest notification on; `false` says that the panel is closed. */
  draw(isOpen: boolean): void {
    this.#isOpen = isOpen
    this.#isWhole = false
    this.#restart()
    if (!isOpen) return this.#search.loaded?.reset()
    this.#pace.hurry()
    afterFrame(() => {
      this.#isWhole = true
      this.#pace.hurry()
      this.requestUpdate()
    })
  }

  /**
   * Tells the server that the member has seen the list, if it has unseen notifications.
   *
   * @internal
   */
  markSeen(): void {
    if (this.#counts.value?.unseen) this.inbox?.markAsSeen()
  }

  /**
   * Shows only notifications that match `text`; without it, shows all.
   *
   * @internal
   */
  searchFor(text: TextFilter | undefined): void {
    this.list.text = text
    this.#scrollToTop()
  }

  /**
   * Shows the notice that a part of the panel could not be loaded: the device is offline, or a
   * release has replaced the file.
   *
   * @internal
   */
  tellNotLoaded(): void {
    this.#notLoaded = this.#host.renderNotLoaded()
    this.requestUpdate()
  }

  /**
   * Calls `use` with the search, once the code of the search is loaded.
   *
   * @internal
   */
  withSearch(use: (search: PanelSearch) => void): void {
    this.#search.use(use)
  }

  protected override createRenderRoot(): this {
    return this
  }

  protected override async scheduleUpdate(): Promise<void> {
    if (!this.#isOpen) await this.#pace.whileClosed(this.hasUpdated)
    if (this.#isOpen) await this.#pace.rest()
    return super.scheduleUpdate()
  }

  protected override performUpdate(): void {
    this.#pace.measure(() => super.performUpdate())
  }

  protected override shouldUpdate(): boolean {
    return this.#isOpen || (this.#isPrepared && document.visibilityState === 'visible')
  }

  protected override willUpdate(): void {
    if (this.inbox !== this.#listed) {
      this.#listed = this.inbox
      this.list.restart()
      this.#wasListed = false
    }
    this.#wasListed ||= this.#isListed
    if (this.list.filter === 'gamification' && !this.#hasGamification) this.#choose('all')
    this.list.update(this.#isReading)
    this.#behaviour.beforeRender(this.#search.loaded)
  }

  protected override updated(): void {
    this.#behaviour.afterRender(this.#search.loaded)
    const menu = this.querySelector<HTMLElement>('#menu')
    const button = this.querySelector<HTMLElement>('[popovertarget=menu]')
    if (menu && button && menu !== this.#placedMenu)
      placePopover(menu, button, this.#leaving.signal)
    this.#placedMenu = menu
  }

  protected override render(): TemplateResult {
    const status = renderStatus(this.#status.value ?? 'closed', this.#localize.messages)
    const lang = this.#localize.isForeign ? this.words.locale : nothing
    return html`<div class="frame" lang=${lang} @keydown=${this.#handleKey}>
      ${this.#renderHead()}
      <div class="body" @scroll=${this.handleScroll}>${this.#renderBody()}</div>
      ${this.#notLoaded}
      <div class="outcomes"><div>${this.#behaviour.actionStatus.render()}</div></div>
      <div class="foot" part="footer">${status}<slot name="footer"></slot></div>
      ${this.#behaviour.keyboard.renderHelp()}
    </div>`
  }

  #renderHead(): TemplateResult {
    const { filter } = this.list
    const bar = {
      filter,
      counts: this.#counts.value ?? noCounts,
      hasGamification: this.#hasGamification,
      onChoose: this.#choose,
    }
    const head = {
      level: this.level,
      canClose: this.closest('[popover]') !== null,
      isListed: this.#isListed,
      filter,
      isSearching: this.#search.loaded?.isOpen ?? false,
      onSearch: () => this.withSearch((search) => search.toggle()),
      hasUnread: countOf(bar.counts, filter) > 0,
      hasRead: this.list.all.some(({ isUnread }) => !isUnread),
      onMarkAll: () => this.inbox?.markAllAsRead(categoryOptionsOf(this.list.filter)),
      onClearRead: () => this.keepFocus(() => this.inbox?.clearRead()),
      onHelp: () => void this.#behaviour.keyboard.showHelp(),
      onClearAll: () =>
        this.keepFocus(() => this.inbox?.clearAll(categoryOptionsOf(this.list.filter))),
    }
    const { messages } = this.#localize
    return html`${renderHead(head, messages)} ${this.#search.loaded?.render() ?? nothing}
    ${this.#isListed ? renderFilters(bar, messages) : nothing}`
  }

  #renderBody(): TemplateResult {
    if (this.#isListed) return this.#renderList()
    const what = this.#ready.value ? (this.#wasListed ? 'cleared' : 'never') : this.#status.value
    return renderEmptyState(what, () => this.inbox?.retry(), this.#localize.messages)
  }

  #renderList(): TemplateResult {
    const now = serverNow(this.inbox)
    const { messages, locale } = this.#localize
    const lang = this.#localize.isForeign ? this.#localize.pageLocale : undefined
    const { newCount, hasMoreLoaded } = this.list.shown
    const rows = this.list.shown.rows.slice(0, this.#isWhole ? undefined : FIRST_ROWS)
    const { isLoading, hasFailed } = this.list
    return html`
      ${renderNewNotifications(newCount, messages, this.#showNew)}
      ${
        rows.length > 0
          ? renderList(rows, {
              now,
              locale,
              lang,
              messages,
              level: this.level,
              farPages: this.farPages,
              hasOlder: hasMoreLoaded || this.list.hasOlder,
              host: this.#host,
              onAct: this.rowActions.handleClick,
              onPictureFailed: this.#renderAgain,
            })
          : this.#renderNone(isLoading, hasFailed)
      }
      ${
        this.#isWhole && (hasMoreLoaded || this.list.hasOlder)
          ? renderOlder(
              { isLoading, hasFailed, onLoad: () => void this.list.showOlder() },
              this.#search.loaded?.wordsFor(messages) ?? messages,
            )
          : nothing
      }
    `
  }

  /** Renders the message in place of the list when no row matches. */
  #renderNone(isLoading: boolean, hasFailed: boolean): TemplateResult | typeof nothing {
    const none = this.#search.loaded?.renderNone(isLoading, hasFailed)
    if (none) return none
    const { messages } = this.#localize
    if (isLoading) return renderSkeleton(messages, true)
    // The line below the list says that loading failed.
    if (hasFailed) return nothing
    const notice = { art: 'check', title: messages.filteredTitle, text: messages.filteredText }
    return renderNotice(notice, () => this.#choose('all'), messages)
  }

  get #host(): PanelHost {
    return (this.getRootNode() as ShadowRoot).host as PanelHost
  }

  /** Whether the member has notifications, loaded or at the server. */
  get #isListed(): boolean {
    return this.list.all.length > 0 || this.inbox?.$hasOlder.get() === true
  }

  get #hasGamification(): boolean {
    return this.#features.value?.gamification ?? false
  }

  /** Whether the member is reading the list, so that its rows must not move. */
  get #isReading(): boolean {
    return this.#isScrolled || this.querySelector('.list:is(:hover, :focus-within)') !== null
  }

  #nextChangeMs(): number {
    if (!this.#isOpen) return Infinity
    const now = serverNow(this.inbox)
    const ages = this.list.shown.rows.map(({ createdAt }) => Date.parse(createdAt))
    // The rows of an hour change with the newest one, else a long list would be rendered all the time.
    const [newest = 0] = ages
    if (now - newest < HOUR_MS) return nextChangeMs(newest, now)
    return Math.min(...ages.map((at) => nextChangeMs(at, now)))
  }

  /**
   * Focuses the heading and calls `act`. It is for buttons that disappear when pressed: without it
   * the focus would leave the panel.
   *
   * @internal
   */
  keepFocus(act: () => void): void {
    this.querySelector<HTMLElement>('#menu:popover-open')?.hidePopover()
    this.focusHeading()
    act()
  }

  readonly #renderAgain = (): void => this.requestUpdate()

  readonly #choose = (filter: Filter): void => {
    this.list.filter = filter
    this.#scrollToTop()
  }

  /** Shows the notifications that were held back, and focuses the first row. */
  readonly #showNew = (): void => {
    this.list.showNew()
    this.#scrollToTop()
    this.focusHeading()
    void this.updateComplete.then(() => this.rowFocus?.focusRow(this.rows[0]))
  }

  #scrollToTop(): void {
    // To ask for the position of a list that was not scrolled would force a layout.
    if (!this.#isScrolled) return
    this.#isScrolled = false
    const body = this.scroller
    body?.scrollTo?.({ top: 0 })
    if ((body?.getBoundingClientRect().top ?? 0) < 0) this.scrollIntoView()
  }

  /**
   * Shows notifications that were held back when the list is scrolled to the top again.
   *
   * @internal
   */
  handleScroll(): void {
    const { scrollTop = 0 } = this.scroller ?? {}
    // In the inbox element the page may scroll instead of the list.
    const above = this.scroller?.getBoundingClientRect().top ?? 0
    this.#isScrolled = Math.max(scrollTop, -above) > AT_TOP
    if (this.list.shown.newCount > 0 && !this.#isReading) this.requestUpdate()
  }

  /** Starts over at the newest notification that matches the filter and the search. */
  #restart(): void {
    this.list.restart()
    this.#scrollToTop()
  }

  #handleKey(event: KeyboardEvent): void {
    const [from] = event.composedPath() as [Element?]
    if (!this.#search.loaded?.handleKey(event, from)) this.#behaviour.keyboard.press(event, from)
  }
}
