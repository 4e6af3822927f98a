import { LitElement, html, nothing, type PropertyValues, type TemplateResult } from 'lit'
import { serverNow } from '../../client/clock-skew.js'
import type { Inbox } from '../../client/create-inbox.js'
import { lazy } from '../../client/lazy.js'
import type { Voice } from '../../internal/announcer.js'
import { LocalizeController } from '../../internal/localize.js'
import { nextChangeMs } from '../../internal/relative-time.js'
import { StoreController } from '../../internal/store-controller.js'
import { TickController } from '../../internal/ticker.js'
import type { Messages } from '../../locales/messages.js'
import { adopt } from '../../internal/adopt.js'
import type { InboxNotification } from '../../store/listing.js'
import type { SpeechHost } from './speech/arrival-speech.js'
import { categoryOf, countOf, renderFilters, type Filter } from './filters.js'
import { ListWindow, type Shown, type TextFilter } from './list/list-window.js'
import { styles } from './notification-panel.styles.js'
import { renderHead } from './panel-head.js'
import { renderList, renderOlder } from './list/panel-list.js'
import type { Extent, PanelSearch, SearchHost } from './search/panel-search.js'
import type { PanelTools, ToolsHost } from './panel-tools.js'
import { panelWords, type OwnWords } from './panel-words.js'
import { renderEmptyState, renderNotice, renderSkeleton, renderStatus } from './empty-states.js'
import { placePopover } from './placement/placement.js'
import { RowActions } from './row/row-actions.js'
import type { Shortcuts } from './shortcuts.js'

/** A list that is scrolled by no more than this counts as scrolled to the top, in pixels. */
const AT_TOP = 8

const noCounts = { unread: 0, unreadByCategory: {}, unseen: 0 }

/** The bell or the inbox that contains the panel. */
export interface PanelHost extends SpeechHost {
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
export class NotificationPanel extends LitElement implements ToolsHost, SearchHost {
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

  readonly rowActs = new RowActions(this)
  readonly #stage: Stage
  readonly #ready = new StoreController(this, () => this.inbox?.$isReady)
  readonly #list = new StoreController(this, () => this.#source?.$notifications)
  readonly #counts = new StoreController(this, () => this.inbox?.$counts)
  readonly #older = new StoreController(this, () => this.#source?.$hasOlder)
  readonly #status = new StoreController(this, () => this.inbox?.$status)
  readonly #features = new StoreController(this, () => this.inbox?.$features)
  readonly #localize = new LocalizeController(this, panelWords, () => this.own)
  #leaving = new AbortController()
  readonly #window = new ListWindow()
  #shown: Shown = { rows: [], newCount: 0, isMore: false }
  readonly #lazyTools = lazy(
    () => import('./panel-tools.js'),
    ({ PanelTools }) => new PanelTools(this),
    () => this.tellNotLoaded(),
  )
  readonly #lazySearch = lazy(
    () => import('./search/panel-search.js'),
    ({ PanelSearch }) => new PanelSearch(this),
    () => this.tellNotLoaded(),
  )
  #notLoaded: unknown
  #isOpen = false
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
    this.#lazyTools.use((tools) => tools.attach(this.#window.query, signal))
    this.#stage(this, this.#leaving.signal)
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#leaving.abort()
  }

  /** The texts of the panel in the current language. */
  get words(): Messages {
    return this.#localize.messages
  }

  get voice(): Voice {
    return (this.#host as PanelHost | undefined)?.announcer
  }

  get rowFocus(): PanelTools['rowFocus'] | undefined {
    return this.#tools?.rowFocus
  }

  get listed(): readonly InboxNotification[] {
    return this.#list.value ?? []
  }

  fewer(notification: InboxNotification): void {
    this.#lazyTools.use((tools) => void tools.askFewer(notification))
  }

  /** Starts rendering at the newest notification, or stops rendering. */
  draw(isOpen: boolean): void {
    this.#isOpen = isOpen
    if (!isOpen) return this.#search?.reset()
    // A closed panel receives no updates, not even a change of member, so start over.
    this.#look()
  }

  /**
   * Tells the server that the member has seen the list, if it has unseen notifications.
   *
   * @internal
   */
  see(): void {
    if (this.#counts.value?.unseen) this.inbox?.markAsSeen()
  }

  /**
   * Shows only notifications that match `text`; without it, shows all.
   *
   * @internal
   */
  searchFor(text: TextFilter | undefined): void {
    this.#window.text = text
    this.#look()
  }

  /**
   * Loads matches from the server until a page is full. Resolves to the number of matches, or to
   * `undefined` if loading failed.
   *
   * @internal
   */
  async fillPage(): Promise<Extent | undefined> {
    if (!this.#tools || !(await this.#fill(this.#tools, 0))) return undefined
    const list = this.listed
    return { count: this.#window.count(list), isMore: this.#older.value === true }
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
    this.#lazySearch.use(use)
  }

  protected override createRenderRoot(): this {
    return this
  }

  /** A closed panel does not render, so notifications that arrive meanwhile cost nothing. */
  protected override shouldUpdate(): boolean {
    return this.#isOpen
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('inbox')) {
      this.#tools?.source.look(this.#window.query)
      this.#wasListed = false
    }
    this.#wasListed ||= this.#isListed
    if (this.#window.filter === 'gamification' && !this.#hasGamification) this.#choose('all')
    this.#shown = this.#window.show(this.listed, this.#isReading)
    this.#tools?.remember()
  }

  protected override updated(): void {
    this.#tools?.follow(this.#shown, this.#search)
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
      ${this.#notLoaded} ${this.#tools?.renderOutcomes() ?? nothing}
      <div class="foot" part="footer">${status}<slot name="footer"></slot></div>
      ${this.#tools?.renderHelp() ?? nothing}
    </div>`
  }

  #renderHead(): TemplateResult {
    const { filter } = this.#window
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
      isSearching: this.#search?.isOpen ?? false,
      onSearch: () => this.withSearch((search) => search.toggle()),
      hasUnread: countOf(bar.counts, filter) > 0,
      hasRead: this.listed.some(({ isUnread }) => !isUnread),
      onMarkAll: () => this.inbox?.markAllAsRead(categoryOf(this.#window.filter)),
      onClearRead: () => this.keepFocus(() => this.inbox?.clearRead()),
      onHelp: () => this.#lazyTools.use((tools) => void tools.showHelp()),
      onClearAll: () => this.keepFocus(() => this.inbox?.clearAll(categoryOf(this.#window.filter))),
    }
    const { messages } = this.#localize
    return html`${renderHead(head, messages)} ${this.#search?.render() ?? nothing}
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
    const { rows, newCount } = this.#shown
    const { isLoading = false, hasFailed = false } = this.#tools?.source ?? {}
    return html`
      ${this.#tools?.renderNew(newCount, this.#showNew) ?? nothing}
      ${
        rows.length > 0
          ? renderList(rows, {
              now,
              locale,
              lang,
              messages,
              level: this.level,
              host: this.#host,
              onAct: this.rowActs.handleClick,
            })
          : this.#renderNone(isLoading, hasFailed)
      }
      ${
        this.#shown.isMore || this.#older.value === true
          ? renderOlder(
              {
                isLoading,
                hasFailed,
                onLoad: () => this.#lazyTools.use((tools) => void this.#loadOlder(tools)),
              },
              this.#search?.wordsFor(messages) ?? messages,
            )
          : nothing
      }
    `
  }

  /** Renders the message in place of the list when no row matches. */
  #renderNone(isLoading: boolean, hasFailed: boolean): TemplateResult | typeof nothing {
    const none = this.#search?.renderNone(isLoading, hasFailed)
    if (none) return none
    const { messages } = this.#localize
    if (isLoading) return renderSkeleton(messages)
    // The line below the list says that loading failed.
    if (hasFailed) return nothing
    const notice = { art: 'check', title: messages.filteredTitle, text: messages.filteredText }
    return renderNotice(notice, () => this.#choose('all'), messages)
  }

  get #tools(): PanelTools | undefined {
    return this.#lazyTools.loaded
  }

  get #search(): PanelSearch | undefined {
    return this.#lazySearch.loaded
  }

  /** The source of the rows: the tools' source once it is loaded, else the inbox. */
  get #source(): Inbox | PanelTools['source'] | undefined {
    return this.#tools?.source ?? this.inbox
  }

  get #host(): PanelHost {
    return (this.getRootNode() as ShadowRoot).host as PanelHost
  }

  /** Whether the member has notifications, loaded or at the server. */
  get #isListed(): boolean {
    return this.listed.length > 0 || this.inbox?.$hasOlder.get() === true
  }

  get #hasGamification(): boolean {
    return this.#features.value?.gamification ?? false
  }

  /** Whether the member is reading the list, so that its rows must not move. */
  get #isReading(): boolean {
    const body = this.querySelector('.body')
    const isInList = this.querySelector('.list:is(:hover, :focus-within)') !== null
    // In the inbox element the page may scroll instead of the list.
    return isInList || !body || Math.max(body.scrollTop, -body.getBoundingClientRect().top) > AT_TOP
  }

  #nextChangeMs(): number {
    if (!this.#isOpen) return Infinity
    const now = serverNow(this.inbox)
    return Math.min(
      ...this.#shown.rows.map(({ createdAt }) => nextChangeMs(Date.parse(createdAt), now)),
    )
  }

  /**
   * Focuses the heading and calls `act`. It is for buttons that disappear when pressed: without it
   * the focus would leave the panel.
   *
   * @internal
   */
  keepFocus(act: () => void): void {
    this.querySelector<HTMLElement>('#menu:popover-open')?.hidePopover()
    this.querySelector<HTMLElement>('.heading')?.focus()
    act()
  }

  readonly #choose = (filter: Filter): void => {
    this.#window.filter = filter
    this.#look()
  }

  /** Shows the notifications that were held back, and focuses the first row. */
  readonly #showNew = (): void => {
    this.#window.reset()
    this.#scrollToTop()
    this.querySelector<HTMLElement>('.heading')?.focus()
    this.requestUpdate()
    void this.updateComplete.then(() =>
      this.rowFocus?.focusRow(this.querySelector<HTMLElement>('.row') ?? undefined),
    )
  }

  #scrollToTop(): void {
    const body = this.querySelector('.body')
    body?.scrollTo?.({ top: 0 })
    if ((body?.getBoundingClientRect().top ?? 0) < 0) this.scrollIntoView()
  }

  /**
   * Shows notifications that were held back when the list is scrolled to the top again.
   *
   * @internal
   */
  handleScroll(): void {
    if (this.#shown.newCount > 0 && !this.#isReading) this.requestUpdate()
  }

  /** Shows one page more, and loads it first if necessary. */
  async #loadOlder(tools: PanelTools): Promise<void> {
    if (await this.#fill(tools, 1)) this.#window.grow()
    this.requestUpdate()
  }

  #fill({ source }: PanelTools, pages: number): Promise<boolean> {
    return source.fill(() => this.#window.isFilled(this.listed, pages))
  }

  /** Starts over at the newest notification that matches the filter and the search. */
  #look(): void {
    this.#window.reset()
    this.#tools?.source.look(this.#window.query)
    this.#scrollToTop()
    this.requestUpdate()
  }

  #handleKey(event: KeyboardEvent): void {
    const [from] = event.composedPath() as [Element?]
    if (!this.#search?.handleKey(event, from))
      this.#lazyTools.use((tools) => tools.press(event, from))
  }
}
