import { LitElement, html, nothing, type PropertyValues, type TemplateResult } from 'lit'
import { repeat } from 'lit/directives/repeat.js'
import type { Inbox } from '../../client/create-inbox.js'
import { LocalizeController } from '../../internal/localize.js'
import { nextChangeMs } from '../../internal/relative-time.js'
import { StoreController } from '../../internal/store-controller.js'
import { TickController } from '../../internal/ticker.js'
import type { ConnectionStatus } from '../../store/inbox-store.js'
import type { InboxNotification } from '../../store/listing.js'
import type { Messages } from '../../locales/messages.js'
import { NotificationClickEvent } from './notification-bell.events.js'
import { styles } from './notification-panel.styles.js'
import { renderRow } from './notification-row.js'
import { renderHead } from './panel-head.js'
import { panelWords } from './panel-words.js'
import { renderNotice, renderRefusal, renderSkeleton, renderUndo } from './panel-views.js'
import { place } from './placement.js'

/** How many more notifications each press of "Load older" shows. */
const PAGE_SIZE = 30

const statusWords: Readonly<Record<ConnectionStatus, keyof Messages & `status${string}`>> = {
  connecting: 'statusConnecting',
  live: 'statusLive',
  degraded: 'statusDegraded',
  offline: 'statusOffline',
  unauthorized: 'statusUnauthorized',
  closed: 'statusClosed',
}

/**
 * What the bell's dropdown holds: heading, list, connection. A private part of the bell, loaded when
 * it is first needed. It renders into the bell's own shadow root, so that parts, slots and relations
 * between ids stay in one tree.
 */
export class NotificationPanel extends LitElement {
  static override properties = {
    inbox: { attribute: false },
    own: { attribute: false },
    olderFailed: { state: true },
    loadingOlder: { state: true },
  }

  declare inbox: Inbox | undefined
  /** Words of the page's own. */
  declare own: Partial<Messages> | undefined
  /** @internal */
  declare olderFailed: boolean
  /** @internal */
  declare loadingOlder: boolean

  readonly #ready = new StoreController(this, () => this.inbox?.$isReady)
  readonly #list = new StoreController(this, () => this.inbox?.$notifications)
  readonly #counts = new StoreController(this, () => this.inbox?.$counts)
  readonly #older = new StoreController(this, () => this.inbox?.$hasOlder)
  readonly #status = new StoreController(this, () => this.inbox?.$status)
  readonly #undoable = new StoreController(this, () => this.inbox?.$undoable)
  readonly #refused = new StoreController(this, () => this.inbox?.$refused)
  readonly #localize = new LocalizeController(this, panelWords, () => this.own)
  #leaving = new AbortController()
  #isOpen = false
  #limit = PAGE_SIZE
  #placedMenu: HTMLElement | null = null

  constructor() {
    super()
    this.olderFailed = false
    this.loadingOlder = false
    new TickController(this, () => this.#nextChangeMs())
  }

  override connectedCallback(): void {
    super.connectedCallback()
    this.#leaving = new AbortController()
    this.#adoptStyles()
    const popover = this.closest<HTMLElement>('[popover]')
    const button = this.#root.querySelector<HTMLElement>('.button')
    if (!popover || !button) return
    place(popover, button, this.#leaving.signal)
    const { signal } = this.#leaving
    popover.addEventListener('beforetoggle', ({ newState }) => this.#draw(newState), { signal })
    popover.addEventListener('toggle', ({ newState }) => this.#enter(newState), { signal })
    // The code may arrive after the click that asked for it.
    if (!popover.matches(':popover-open')) return
    this.#draw('open')
    void this.updateComplete.then(() => this.#enter('open'))
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#leaving.abort()
  }

  /** The words that this panel speaks. */
  get words(): Messages {
    return this.#localize.messages
  }

  protected override createRenderRoot(): this {
    return this
  }

  /** What nobody sees is not drawn: a closed panel costs nothing, however much comes. */
  protected override shouldUpdate(): boolean {
    return this.#isOpen
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('inbox')) this.olderFailed = false
  }

  protected override updated(): void {
    const menu = this.querySelector<HTMLElement>('#menu')
    const button = this.querySelector<HTMLElement>('[popovertarget=menu]')
    if (menu && button && menu !== this.#placedMenu) place(menu, button, this.#leaving.signal)
    this.#placedMenu = menu
  }

  protected override render(): TemplateResult {
    const lang = this.#localize.isForeign ? this.words.locale : nothing
    return html`<div class="frame" lang=${lang}>
      ${this.#renderHead()}
      <div class="body">${this.#renderBody()}</div>
      ${this.#renderRefusal()} ${this.#renderUndo()}
      <div class="foot" part="footer">${this.#renderStatus()}</div>
    </div>`
  }

  #renderHead(): TemplateResult {
    return renderHead(
      {
        isListed: this.#isListed,
        hasUnread: (this.#counts.value?.unread ?? 0) > 0,
        hasRead: this.#list.value?.some(({ isUnread }) => !isUnread) ?? false,
        onMarkAll: () => this.inbox?.markAllAsRead(),
        onClearRead: () => this.#keepFocus(() => this.inbox?.clearRead()),
        onClearAll: () => this.#keepFocus(() => this.inbox?.clearAll()),
      },
      this.#localize.messages,
    )
  }

  #renderBody(): TemplateResult {
    const { messages } = this.#localize
    const onRetry = (): void => this.inbox?.retry()
    if (this.#isListed) return this.#renderList()
    if (this.#ready.value)
      return renderNotice(
        { art: 'bell', title: messages.neverTitle, text: messages.neverText },
        messages,
      )
    switch (this.#status.value) {
      case 'offline':
      case 'closed':
      case undefined:
        return renderNotice(
          { art: 'cloud', title: messages.failedTitle, text: messages.failedText, onRetry },
          messages,
        )
      case 'unauthorized':
        return renderNotice(
          { art: 'door', title: messages.signedOutTitle, text: messages.signedOutText, onRetry },
          messages,
        )
      default:
        return renderSkeleton(messages)
    }
  }

  #renderList(): TemplateResult {
    const now = this.#now
    const { messages, locale } = this.#localize
    const lang = this.#localize.isForeign ? this.#localize.pageLocale : undefined
    return html`
      <div class="list" part="list" role="list">
        ${repeat(
          this.#shown,
          ({ id }) => id,
          (notification) =>
            renderRow(notification, { now, locale, lang, messages, onClick: this.#handleClick }),
        )}
      </div>
      ${this.#hasMore ? this.#renderOlder() : nothing}
    `
  }

  #renderOlder(): TemplateResult {
    const { messages } = this.#localize
    return html`<div class="older">
      ${
        this.olderFailed
          ? html`<p class="older-failed" role="alert">${messages.loadOlderFailed}</p>`
          : nothing
      }
      <button
        class="text-button"
        part="load-older"
        type="button"
        aria-disabled=${this.loadingOlder ? 'true' : 'false'}
        @click=${this.#handleLoadOlder}
      >
        ${
          this.loadingOlder
            ? messages.loadingOlder
            : this.olderFailed
              ? messages.tryAgain
              : messages.loadOlder
        }
      </button>
    </div>`
  }

  #renderRefusal(): TemplateResult {
    const onTryAgain = (): void => this.#keepFocus(() => this.inbox?.tryAgain())
    return renderRefusal(this.#refused.value ?? null, this.#localize.messages, onTryAgain)
  }

  #renderUndo(): TemplateResult {
    const onUndo = (): void => this.#keepFocus(() => this.inbox?.undo())
    return renderUndo(this.#undoable.value ?? null, this.#localize.messages, onUndo)
  }

  #renderStatus(): TemplateResult {
    const status = this.#status.value ?? 'closed'
    return html`<span class="status ${status}" part="status"
      >${this.#localize.messages[statusWords[status]]}</span
    >`
  }

  get #root(): ParentNode {
    return this.getRootNode() as ShadowRoot
  }

  get #isListed(): boolean {
    return (this.#list.value?.length ?? 0) > 0
  }

  /** As many as were asked for: what keeps coming must not make an open panel heavier. */
  get #shown(): readonly InboxNotification[] {
    return this.#list.value?.slice(0, this.#limit) ?? []
  }

  get #hasMore(): boolean {
    return this.#older.value === true || (this.#list.value?.length ?? 0) > this.#limit
  }

  /** The server's clock: the person's own may be wrong. */
  get #now(): number {
    return Date.now() + (this.inbox?.$clockSkewMs.get() ?? 0)
  }

  #nextChangeMs(): number {
    if (!this.#isOpen) return Infinity
    const now = this.#now
    return Math.min(
      Infinity,
      ...this.#shown.map(({ createdAt }) => nextChangeMs(Date.parse(createdAt), now)),
    )
  }

  #adoptStyles(): void {
    const root = this.getRootNode() as ShadowRoot
    const sheets = styles.flatMap(({ styleSheet }) => styleSheet ?? [])
    const missing = sheets.filter((sheet) => !root.adoptedStyleSheets.includes(sheet))
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, ...missing]
  }

  #draw(newState: string): void {
    this.#isOpen = newState === 'open'
    if (!this.#isOpen) return
    this.#limit = PAGE_SIZE
    this.requestUpdate()
  }

  /**
   * A dialog of structured content is entered at its heading: its first link would be read out before
   * anybody knows where they are (ARIA practices, dialog pattern).
   */
  #enter(newState: string): void {
    if (newState !== 'open') return
    this.querySelector<HTMLElement>('.heading')?.focus()
    if (this.#counts.value?.unseen) this.inbox?.markAsSeen()
  }

  /** What was pressed is about to go, and the focus with it; the heading keeps it in the panel. */
  #keepFocus(act: () => void): void {
    this.querySelector<HTMLElement>('#menu:popover-open')?.hidePopover()
    this.querySelector<HTMLElement>('.heading')?.focus()
    act()
  }

  async #handleLoadOlder(): Promise<void> {
    if (this.loadingOlder) return
    this.loadingOlder = true
    try {
      const limit = this.#limit + PAGE_SIZE
      if ((this.#list.value?.length ?? 0) < limit) await this.inbox?.loadOlder()
      this.#limit = limit
      this.olderFailed = false
    } catch {
      this.olderFailed = true
    } finally {
      this.loadingOlder = false
    }
  }

  readonly #handleClick = (event: MouseEvent): void => {
    const target = event.currentTarget as HTMLElement
    const id = target.closest<HTMLElement>('.row')?.dataset['id']
    const notification = this.#list.value?.find((listed) => listed.id === id)
    // The right button opens a menu, and chooses nothing.
    if (!notification || event.button === 2) return
    if (notification.isUnread) this.inbox?.markAsRead(notification.id)
    // With a modifier or the middle button the link goes elsewhere, and this page stays as it is.
    if (event.button === 0 && !isModified(event)) this.#choose(event, target, notification)
  }

  #choose(event: MouseEvent, target: HTMLElement, notification: InboxNotification): void {
    const href = target instanceof HTMLAnchorElement ? target.href : null
    const goesOn = this.dispatchEvent(new NotificationClickEvent(notification, href))
    if (!goesOn) event.preventDefault()
    if (href !== null) this.closest<HTMLElement>('[popover]')?.hidePopover()
  }
}

const isModified = ({ ctrlKey, metaKey, shiftKey, altKey }: MouseEvent): boolean =>
  ctrlKey || metaKey || shiftKey || altKey
