import { LitElement, html, render, type CSSResult, type TemplateResult } from 'lit'
import type { Inbox } from '../../client/create-inbox.js'
import { announce, hush, prepareAnnouncer } from '../../internal/announcer.js'
import { FocusModeController } from '../../internal/focus-mode.js'
import { LocalizeController } from '../../internal/localize.js'
import type { Row } from '../../protocol/notification.js'
import { ToastClickEvent, ToastDismissEvent, ToastShowEvent } from './gamification-toasts.events.js'
import type { GamificationToasts, ToastPlacement } from './gamification-toasts.js'
import { isHotkey, isModalOpen, watchPage } from './page-watch.js'
import { Reception } from './reception.js'
import { Settings } from './settings.js'
import type * as Showpieces from './showpieces.js'
import { cross, newest, renderPoints, signed, spokenText, type CardContext } from './toast-card.js'
import { countUp, enter, glide, leave, placesOf, toss } from './toast-motion.js'
import { ToastQueue, type Clock, type DismissReason } from './toast-queue.js'
import { toastWords } from './toast-words.js'
import {
  digestOf,
  toastOf,
  toastStyleOf,
  type Celebrated,
  type Moment,
  type Toast,
} from './toast.js'
import { styles } from './toasts.styles.js'

const pageClock: Clock = {
  now: () => performance.now(),
  after(ms, run) {
    const timer = setTimeout(run, ms)
    return () => clearTimeout(timer)
  },
}

/** How far a toast comes from the edge, in pixels. */
const RISE_PX = 24
/** How soon to look again whether it may speak, in milliseconds: quiet hours end without a sign. */
const LOOK_AGAIN_MS = 30_000
const VISIBLE = 3

/** Moments of pages have no number of the server's. */
let moments = 0

interface Card {
  toast: Toast
  readonly item: HTMLElement
  /** What was drawn of it last; nothing yet where it has just come. */
  drawn?: Toast
}

/**
 * What `<gamification-toasts>` shows. A private part of it, loaded with the first toast. It renders
 * into the element's own shadow root, so that parts and slots stay in one tree.
 */
export class Toaster extends LitElement {
  readonly #host: GamificationToasts
  readonly #inbox: () => Inbox | undefined
  readonly #settings: Settings
  readonly #words = new LocalizeController(this, toastWords)
  readonly #focusMode = new FocusModeController(this)
  readonly #cards = new Map<string, Card>()
  readonly #queue = new ToastQueue({
    clock: pageClock,
    maxVisible: () => (this.#host.maxVisible ?? 0) || VISIBLE,
    lifetimeMs: (toast) => this.#settings.lifetimeMs(this.#textOf(toast)),
    isBlocked: isModalOpen,
    onEnter: (toast) => this.#handleEnter(toast),
    onLeave: (toast, reason) => this.#handleLeave(toast, reason),
    onChange: () => this.requestUpdate(),
  })
  #pieces: typeof Showpieces | undefined
  #leaving = new AbortController()
  #reception: Reception
  /** Moments from before it was known what the platform has decided. */
  #early: readonly Celebrated[] = []
  /** What came while it had to keep quiet. */
  #held: readonly Toast[] = []
  #before: ReadonlyMap<HTMLElement, number> = new Map()
  #cameFrom: HTMLElement | null = null
  #party: AbortController | undefined
  #lookAgain: ReturnType<typeof setTimeout> | undefined

  /** @param inbox - answers the host's, at each update */
  constructor(host: GamificationToasts, inbox: () => Inbox | undefined) {
    super()
    this.#host = host
    this.#inbox = inbox
    this.#settings = new Settings(host)
    this.#reception = new Reception(this.#settings, this.#leaving.signal)
  }

  override connectedCallback(): void {
    super.connectedCallback()
    this.#leaving = new AbortController()
    this.#reception = new Reception(this.#settings, this.#leaving.signal)
    this.#adoptStyles(...styles)
    if (!this.#host.announcer) prepareAnnouncer()
    const { signal } = this.#leaving
    document.addEventListener('keydown', (event) => this.#handleHotkey(event), { signal })
    document.addEventListener('visibilitychange', () => this.#party?.abort(), { signal })
    void this.updateComplete.then(() => {
      const region = this.#region
      if (region && !signal.aborted) watchPage(region, this.#queue, signal)
    })
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#leaving.abort()
    this.#party?.abort()
    clearTimeout(this.#lookAgain)
    this.#queue.close()
    for (const { item } of this.#cards.values()) item.remove()
    this.#cards.clear()
    hush()
  }

  /** Celebrates what arrived, as far as it is this page's to celebrate. */
  async receive(inbox: Inbox, rows: readonly Row[]): Promise<void> {
    const admitted = await this.#reception.admit(inbox, rows)
    await this.#take(admitted)
  }

  /** Celebrates a moment that is in no inbox. */
  celebrate(moment: Moment): void {
    const createdAt = new Date(this.#nowMs).toISOString()
    this.#early = [
      ...this.#early,
      { message: '', ...moment, id: `moment-${(moments += 1)}`, createdAt },
    ]
    this.#takeEarly()
  }

  protected override createRenderRoot(): this {
    return this
  }

  protected override willUpdate(): void {
    if (this.#isOff) this.#silence('off')
    else if (this.#isSilent) this.#silence('focus-mode')
    else this.#makeUp()
    this.#takeEarly()
    for (const toast of this.#queue.visible) {
      const card = this.#cards.get(toast.id)
      if (card) card.toast = toast
    }
    this.#before = placesOf(this.#items)
  }

  protected override updated(): void {
    const cards = [...this.#cards.values()]
    for (const card of cards) this.#draw(card)
    const region = this.#region
    if (cards.length > 0 !== region?.matches(':popover-open')) region?.togglePopover()
    glide(this.#before)
    for (const card of cards) this.#perform(card)
    if (cards.length === 0)
      for (const why of ['pointer', 'press'] as const) this.#queue.release(why)
  }

  protected override render(): TemplateResult {
    return html`<div
      class="region"
      part="region"
      role="region"
      popover="manual"
      data-placement=${this.#placement}
      aria-label=${this.#words.messages.celebrations}
      aria-keyshortcuts=${this.#hotkey}
      @pointerover=${loadSwipe}
    >
      <canvas class="confetti" part="confetti" aria-hidden="true"></canvas>
      <ul class="stack" part="stack"></ul>
    </div>`
  }

  #cardOf(toast: Toast): Card {
    const item = document.createElement('li')
    const card = { toast, item }
    item.part.add('toast')
    item.tabIndex = -1
    item.addEventListener('pointerdown', (event) => void this.#letSwipe(card, event))
    item.addEventListener('keydown', (event) => this.#handleKey(card, event))
    return card
  }

  #draw(card: Card): void {
    const { item, toast } = card
    // The newest stands farthest from the edge, so that none moves under the pointer when one comes.
    if (!item.parentNode) this.querySelector('.stack')?.[this.#isOnTop ? 'append' : 'prepend'](item)
    const many = toast.kind === 'achievement' && toast.notifications.length > 1 ? 'many' : ''
    item.className = `toast ${toast.kind} ${many}`
    const close = html`<button
      class="close"
      part="close"
      type="button"
      aria-label=${this.#words.messages.close}
      @click=${() => this.#dismiss(toast.id, 'close')}
    >
      ${cross}
    </button>`
    render([this.#renderInside(card), close], item)
  }

  #renderInside(card: Card): TemplateResult | undefined {
    const { toast } = card
    const { messages, locale } = this.#words
    const context: CardContext = {
      messages,
      locale,
      nowMs: this.#nowMs,
      onChoose: (event) => this.#choose(card, event),
      icon: this.#pieces?.icon,
    }
    const own = this.#pieces?.renderCustom(this.#host, toast, context)
    if (own) return own
    if (toast.kind === 'points') return renderPoints(toast, context)
    return this.#pieces?.renderShowpiece(toast, context)
  }

  /** What a toast does on the screen when it comes, and when something has joined it. */
  #perform(card: Card): void {
    const { toast, drawn, item } = card
    if (item.inert || drawn === toast) return
    card.drawn = toast
    if (!drawn) {
      enter(item, this.#isOnTop ? -RISE_PX : RISE_PX)
      toss(item)
    }
    this.#pieces?.perform(item, toast, this.#nowMs)
    const { locale } = this.#words
    const { amount } = toast
    const number = item.querySelector<HTMLElement>('.amount')
    if (number && amount !== null)
      countUp(number, drawn?.amount ?? 0, amount, (value) => signed(value, locale))
    if (toast.kind === 'streak' && this.#settings.confetti) this.#throwConfetti(item, toast)
    this.#tell(toast)
  }

  #throwConfetti(item: HTMLElement, toast: Toast): void {
    const canvas = this.querySelector('canvas')
    this.#party?.abort()
    this.#party = new AbortController()
    if (canvas) void this.#pieces?.celebrateStreak(item, toast, canvas, this.#party.signal)
  }

  /** To ears: words for who does not look, a sound for who wants one. */
  #tell(toast: Toast): void {
    if (this.#settings.sound)
      void import('../../internal/chime.js').then(({ chime }) => chime(), cutOff)
    const { announcer } = this.#host
    if (announcer === 'none') return
    const sumUp = (count: number): string => this.#words.messages.rewards(count)
    announce(toast.id, this.#textOf(toast), sumUp, announcer)
  }

  #textOf(toast: Toast): string {
    return this.#pieces?.spokenSum(toast, this.#words) ?? spokenText(toast, this.#words)
  }

  #takeEarly(): void {
    // Without an inbox there is nothing to ask.
    if (this.#inbox()?.$isReady.get() === false) return
    const early = this.#early
    this.#early = []
    void this.#take(early)
  }

  async #take(celebrated: readonly Celebrated[]): Promise<void> {
    const toasts = celebrated.map((one) => toastOf(one, toastStyleOf(one) ?? 'achievement'))
    await this.#show(toasts)
  }

  async #show(toasts: readonly Toast[]): Promise<void> {
    if (toasts.length === 0 || this.#isOff) return
    if (!this.#isSilent && toasts.some((toast) => this.#isShowpiece(toast))) {
      try {
        await this.#loadPieces()
      } catch {
        // The page is cut off: what came stays in the inbox.
        return
      }
    }
    // It may have changed while the pieces came.
    if (this.#isOff || !this.isConnected) return
    if (!this.#isSilent) return this.#queue.add(toasts)
    this.#held = [...this.#held, ...toasts]
    this.requestUpdate()
  }

  #isShowpiece(toast: Toast): boolean {
    const isOwn = this.#host.renderToast ?? this.#host.querySelector('template[data-type]')
    return toast.kind !== 'points' || newest(toast).icon !== undefined || isOwn !== null
  }

  async #loadPieces(): Promise<void> {
    if (this.#pieces) return
    const pieces = await import('./showpieces.js')
    if (this.#pieces) return
    this.#pieces = pieces
    // The time that is left of a boost is shown by the second.
    const hasTime = (toast: Toast): boolean => !!pieces.boostTime(toast, this.#nowMs)?.leftMs
    const { TickController } = pieces
    new TickController(this, () => (this.#queue.visible.some(hasTime) ? 1_000 : Infinity))
    this.#adoptStyles(this.#pieces.styles)
  }

  #silence(why: 'off' | 'focus-mode'): void {
    const missed = this.#queue.clear(why)
    this.#party?.abort()
    hush()
    this.#held = why === 'off' ? [] : [...this.#held, ...missed]
    clearTimeout(this.#lookAgain)
    if (this.#held.length > 0)
      this.#lookAgain = setTimeout(() => this.requestUpdate(), LOOK_AGAIN_MS)
  }

  /** The quiet is over: what came meanwhile is told as one. */
  #makeUp(): void {
    const [first, ...rest] = this.#held
    this.#held = []
    if (first) void this.#show([digestOf([first, ...rest])])
  }

  #dismiss(id: string, reason: DismissReason): void {
    this.#queue.dismiss(id, reason)
  }

  #handleEnter(toast: Toast): boolean {
    const isWelcome = this.#host.dispatchEvent(new ToastShowEvent(toast))
    if (isWelcome) this.#cards.set(toast.id, this.#cardOf(toast))
    return isWelcome
  }

  #handleLeave(toast: Toast, reason: DismissReason): void {
    this.#host.dispatchEvent(new ToastDismissEvent(toast, reason))
    const card = this.#cards.get(toast.id)
    if (!card) return
    const { item } = card
    this.#passFocus(item)
    item.inert = true
    void leave(item).then(() => {
      item.remove()
      if (this.#cards.get(toast.id) === card) this.#cards.delete(toast.id)
      this.requestUpdate()
    })
  }

  /** The focus of a toast that goes: to the next one, else back to where it came from. */
  #passFocus(item: HTMLElement): void {
    if (!item.contains(this.#root.activeElement)) return
    const items = this.#items.filter((other) => !other.inert && other !== item)
    const index = this.#items.indexOf(item)
    const next = items.find((other) => this.#items.indexOf(other) > index) ?? items.at(-1)
    if (next) next.focus()
    else this.#returnFocus()
  }

  #returnFocus(): void {
    const { activeElement } = this.#root
    if (this.#cameFrom?.isConnected) this.#cameFrom.focus()
    else if (activeElement instanceof HTMLElement) activeElement.blur()
    this.#cameFrom = null
  }

  async #letSwipe({ item, toast }: Card, event: PointerEvent): Promise<void> {
    const swipe = await loadSwipe()
    swipe?.swipeable(item, event, () => this.#dismiss(toast.id, 'swipe'))
  }

  #handleKey({ toast }: Card, event: KeyboardEvent): void {
    if (event.key !== 'Escape' || event.defaultPrevented) return
    event.preventDefault()
    this.#dismiss(toast.id, 'escape')
  }

  #handleHotkey(event: KeyboardEvent): void {
    // Whoever else moves between regions with this key goes first.
    if (event.defaultPrevented || !isHotkey(event, this.#hotkey) || isModalOpen()) return
    const items = this.#items.filter(({ inert }) => !inert)
    if (items.length === 0) return
    event.preventDefault()
    if (this.#region?.contains(this.#root.activeElement)) return this.#returnFocus()
    this.#cameFrom = deepActiveElement()
    items[0]?.focus()
  }

  #choose({ toast }: Card, event: MouseEvent): void {
    const target = event.currentTarget
    // The right button opens a menu, and chooses nothing.
    if (event.button === 2) return
    for (const notification of toast.notifications) this.#inbox()?.markAsRead(notification.id)
    if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey) return
    const href = target instanceof HTMLAnchorElement ? target.href : null
    const click = new ToastClickEvent(toast, newest(toast), href)
    if (!this.#host.dispatchEvent(click)) event.preventDefault()
    this.#dismiss(toast.id, 'click')
  }

  get #isOff(): boolean {
    const features = this.#inbox()?.internals.store.$state.get().confirmed?.features
    return this.#host.gamification === 'off' || features?.gamification === false
  }

  get #isSilent(): boolean {
    return this.#host.focusMode === true || this.#focusMode.isOn || this.#settings.isQuiet
  }

  get #root(): ShadowRoot {
    return this.getRootNode() as ShadowRoot
  }

  get #region(): HTMLElement | null {
    return this.querySelector<HTMLElement>('.region')
  }

  get #items(): HTMLElement[] {
    return [...this.querySelectorAll<HTMLElement>('.toast')]
  }

  get #placement(): ToastPlacement {
    return this.#host.placement ?? 'bottom-end'
  }

  get #isOnTop(): boolean {
    return this.#placement.startsWith('top')
  }

  get #hotkey(): string {
    return this.#host.hotkey ?? 'F6'
  }

  /** The server's clock: the person's own may be wrong. */
  get #nowMs(): number {
    return Date.now() + (this.#inbox()?.$clockSkewMs.get() ?? 0)
  }

  #adoptStyles(...styles: readonly CSSResult[]): void {
    const root = this.#root
    const sheets = styles.flatMap(({ styleSheet }) => styleSheet ?? [])
    const missing = sheets.filter((sheet) => !root.adoptedStyleSheets.includes(sheet))
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, ...missing]
  }
}

const cutOff = (): undefined => {
  // The toast does without, and the next one asks again.
}

// Nobody swipes a toast before the pointer is over one.
const loadSwipe = () => import('./swipe.js').catch(cutOff)

/** What has the focus, inside of whatever shadow root. */
function deepActiveElement(): HTMLElement | null {
  let at = document.activeElement
  while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement
  return at instanceof HTMLElement && at !== document.body ? at : null
}
