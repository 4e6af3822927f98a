import { LitElement, html, type CSSResult, type TemplateResult } from 'lit'
import { repeat } from 'lit/directives/repeat.js'
import type { Inbox } from '../../client/create-inbox.js'
import { uuid } from '../../client/uuid.js'
import { announce, hush, prepareAnnouncer } from '../../internal/announcer.js'
import { FocusModeController } from '../../internal/focus-mode.js'
import { LocalizeController } from '../../internal/localize.js'
import { prefersReducedMotion } from '../../internal/motion.js'
import { TickController } from '../../internal/ticker.js'
import type { Row } from '../../protocol/notification.js'
import { ToastClickEvent, ToastDismissEvent, ToastShowEvent } from './gamification-toasts.events.js'
import type { GamificationToasts } from './gamification-toasts.js'
import { isHotkey, isModalOpen, watchPage } from './page-watch.js'
import { Reception } from './reception.js'
import { Settings } from './settings.js'
import type * as Showpieces from './showpieces.js'
import { swipeable } from './swipe.js'
import { cross, newest, renderPoints, signed, spokenText, type CardContext } from './toast-card.js'
import { countUp, enter, glide, leave, placesOf, toss } from './toast-motion.js'
import { ToastQueue, type Clock, type DismissReason } from './toast-queue.js'
import { toastWords } from './toast-words.js'
import {
  boostTime,
  digestOf,
  numberIn,
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

interface Card {
  toast: Toast
  isLeaving: boolean
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
    lifetimeMs: (toast) => this.#settings.lifetimeMs(spokenText(toast, this.#context)),
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
    new TickController(this, () => this.#nextTickMs())
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
    this.#early = [...this.#early, { message: '', ...moment, id: uuid(), createdAt }]
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
    const region = this.#region
    const isShown = region?.matches(':popover-open')
    if (this.#cards.size > 0 !== isShown) region?.togglePopover()
    glide(this.#before)
    for (const item of this.#items) this.#perform(item)
    if (this.#cards.size === 0)
      for (const why of ['pointer', 'press'] as const) this.#queue.release(why)
  }

  protected override render(): TemplateResult {
    const placement = this.#host.placement ?? 'bottom-end'
    const cards = [...this.#cards.values()]
    // The newest stands farthest from the edge, so that none moves under the pointer when one comes.
    if (placement.startsWith('bottom')) cards.reverse()
    return html`<div
      class="region"
      part="region"
      role="region"
      popover="manual"
      data-placement=${placement}
      aria-label=${this.#words.messages.celebrations}
      aria-keyshortcuts=${this.#hotkey}
      @keydown=${this.#handleKey}
    >
      <canvas class="confetti" part="confetti" aria-hidden="true"></canvas>
      <ul class="stack" part="stack">
        ${repeat(
          cards,
          ({ toast }) => toast.id,
          (card) => this.#renderCard(card),
        )}
      </ul>
    </div>`
  }

  #renderCard({ toast, isLeaving }: Card): TemplateResult {
    const { messages } = this.#words
    const many = toast.kind === 'achievement' && toast.notifications.length > 1 ? 'many' : ''
    return html`<li
      class="toast ${toast.kind} ${many}"
      part="toast"
      tabindex="-1"
      data-id=${toast.id}
      ?inert=${isLeaving}
      @pointerdown=${this.#handlePointerDown}
    >
      ${this.#renderInside(toast)}
      <button
        class="close"
        part="close"
        type="button"
        aria-label=${messages.close}
        @click=${() => this.#dismiss(toast.id, 'close')}
      >
        ${cross}
      </button>
    </li>`
  }

  #renderInside(toast: Toast): TemplateResult | undefined {
    const context = this.#context
    const own = this.#pieces?.renderCustom(this.#host, toast, context)
    if (own) return own
    if (toast.kind === 'points') return renderPoints(toast, context)
    return this.#pieces?.renderShowpiece(toast, context)
  }

  /** What a toast does on the screen when it comes, and when something has joined it. */
  #perform(item: HTMLElement): void {
    const card = this.#cards.get(item.dataset['id'] ?? '')
    if (!card || card.isLeaving || card.drawn === card.toast) return
    const { toast, drawn } = card
    card.drawn = toast
    const fromTop = this.#host.placement?.startsWith('top')
    if (!drawn) enter(item, fromTop ? -RISE_PX : RISE_PX)
    if (!drawn) toss(item)
    this.#pieces?.perform(item, toast.kind)
    this.#countUp(item, drawn?.amount ?? 0, toast)
    const time = boostTime(toast, this.#nowMs)
    if (time) this.#pieces?.runRing(item, time)
    if (toast.kind === 'streak') void this.#celebrateStreak(item, toast)
    this.#tell(toast)
  }

  #countUp(item: HTMLElement, from: number, { amount }: Toast): void {
    const element = item.querySelector<HTMLElement>('.amount')
    if (!element || amount === null) return
    const { locale } = this.#words
    countUp(element, from, amount, (value) => signed(value, locale))
  }

  async #celebrateStreak(item: HTMLElement, toast: Toast): Promise<void> {
    if (!this.#settings.confetti || prefersReducedMotion()) return
    const canvas = this.querySelector('canvas')
    const { throwConfetti } = await import('./confetti.js')
    if (!canvas || !item.isConnected || document.visibilityState === 'hidden') return
    this.#party?.abort()
    this.#party = new AbortController()
    const art = (item.querySelector('.art') ?? item).getBoundingClientRect()
    await throwConfetti({
      canvas,
      origin: {
        x: (art.left + art.width / 2) / innerWidth,
        y: (art.top + art.height / 2) / innerHeight,
      },
      days: numberIn(newest(toast), 'days') ?? 0,
      colors: getComputedStyle(item).getPropertyValue('--_confetti').trim().split(/\s+/),
      signal: this.#party.signal,
    })
  }

  /** To ears: words for who does not look, a sound for who wants one. */
  #tell(toast: Toast): void {
    if (this.#settings.sound) void import('./chime.js').then(({ chime }) => chime())
    const { announcer } = this.#host
    if (announcer === 'none') return
    const sumUp = (count: number): string => this.#words.messages.rewards(count)
    announce(toast.id, spokenText(toast, this.#context), sumUp, announcer)
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
    if (!this.#isSilent && toasts.some((toast) => this.#isShowpiece(toast)))
      await this.#loadPieces()
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
    this.#pieces = await import('./showpieces.js')
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
    if (isWelcome) this.#cards.set(toast.id, { toast, isLeaving: false })
    return isWelcome
  }

  #handleLeave(toast: Toast, reason: DismissReason): void {
    this.#host.dispatchEvent(new ToastDismissEvent(toast, reason))
    const card = this.#cards.get(toast.id)
    const item = this.#items.find(({ dataset }) => dataset['id'] === toast.id)
    if (!card || !item) return void this.#cards.delete(toast.id)
    this.#passFocus(item)
    card.isLeaving = true
    void leave(item).then(() => {
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

  readonly #handlePointerDown = (event: PointerEvent): void => {
    const item = event.currentTarget as HTMLElement
    swipeable(item, event, () => this.#dismiss(item.dataset['id'] ?? '', 'swipe'))
  }

  readonly #handleKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || event.defaultPrevented) return
    const id = (event.target as HTMLElement).closest<HTMLElement>('.toast')?.dataset['id']
    if (id === undefined) return
    event.preventDefault()
    this.#dismiss(id, 'escape')
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

  readonly #handleChoose = (event: MouseEvent): void => {
    const target = event.currentTarget as HTMLElement
    const id = target.closest<HTMLElement>('.toast')?.dataset['id'] ?? ''
    const toast = this.#cards.get(id)?.toast
    // The right button opens a menu, and chooses nothing.
    if (!toast || event.button === 2) return
    for (const notification of toast.notifications) this.#inbox()?.markAsRead(notification.id)
    if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey) return
    const href = target instanceof HTMLAnchorElement ? target.href : null
    const click = new ToastClickEvent(toast, newest(toast), href)
    if (!this.#host.dispatchEvent(click)) event.preventDefault()
    this.#dismiss(id, 'click')
  }

  get #isOff(): boolean {
    const features = this.#inbox()?.internals.$state.get().confirmed?.features
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

  get #hotkey(): string {
    return this.#host.hotkey ?? 'F6'
  }

  /** The server's clock: the person's own may be wrong. */
  get #nowMs(): number {
    return Date.now() + (this.#inbox()?.$clockSkewMs.get() ?? 0)
  }

  get #context(): CardContext {
    const { messages, locale } = this.#words
    return {
      messages,
      locale,
      nowMs: this.#nowMs,
      onChoose: this.#handleChoose,
      icon: this.#pieces?.icon,
    }
  }

  /** The time that is left of a boost is shown by the second. */
  #nextTickMs(): number {
    const hasTime = this.#queue.visible.some((toast) => boostTime(toast, this.#nowMs)?.leftMs)
    return hasTime ? 1_000 : Infinity
  }

  #adoptStyles(...styles: readonly CSSResult[]): void {
    const root = this.#root
    const sheets = styles.flatMap(({ styleSheet }) => styleSheet ?? [])
    const missing = sheets.filter((sheet) => !root.adoptedStyleSheets.includes(sheet))
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, ...missing]
  }
}

/** What has the focus, inside of whatever shadow root. */
function deepActiveElement(): HTMLElement | null {
  let at = document.activeElement
  while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement
  return at instanceof HTMLElement && at !== document.body ? at : null
}
