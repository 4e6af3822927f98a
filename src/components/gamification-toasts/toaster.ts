import { html, type ReactiveController, type TemplateResult } from 'lit'
import { serverNow } from '../../client/clock-skew.js'
import type { Inbox } from '../../client/create-inbox.js'
import {
  announce,
  dropPending,
  prepareAnnouncer,
  clearAnnouncements,
} from '../../internal/announcer.js'
import { FocusModeController } from '../../internal/focus-mode.js'
import { afterFrame } from '../../internal/frames.js'
import { LocalizeController } from '../../internal/localize.js'
import { routerPath } from '../../internal/router-path.js'
import { reportUncelebrated } from '../../internal/uncelebrated.js'
import { zoomOf } from '../../internal/zoom.js'
import type { ToastMessages } from '../../locales/toasts/messages.js'
import type { Row } from '../../protocol/notification.js'
import type { Confirmed } from '../../store/state.js'
import { ToastClickEvent, ToastDismissEvent, ToastShowEvent } from './gamification-toasts.events.js'
import type { ToastHost, ToastPlacement } from './toast-host.js'
import { isBlocked, watchPauseTriggers } from './pause-triggers.js'
import { ArrivalFilter } from './arrival-filter.js'
import { CelebrationSettings } from './celebration-settings.js'
import { ToastCards } from './toast-cards.js'
import { ToastFocus } from './toast-focus.js'
import { ToastQueue, type QueueClock, type DismissReason } from './toast-queue.js'
import { toastWords } from './toast-words.js'
import { newest, toastOf, type Celebrated, type Moment, type Toast } from './toast.js'

const pageClock: QueueClock = {
  now: () => performance.now(),
  after(ms, run) {
    const timer = setTimeout(run, ms)
    return () => clearTimeout(timer)
  },
}

/**
 * The delay before the toaster checks quiet hours again, in milliseconds: no event tells their end.
 */
const LOOK_AGAIN_MS = 30_000
const VISIBLE = 3
/** A window that is lower shows one toast, in pixels: a phone in landscape, or a page zoomed in. */
const LOW_PX = 400

/** Counts the moments of the page, to make ids for them: the server gives them none. */
let moments = 0

/**
 * Shows the toasts of an element. It is loaded when the browser is idle, or with the first toast,
 * and renders into the element's own shadow root.
 */
export class Toaster implements ReactiveController {
  readonly #host: ToastHost
  readonly #settings: CelebrationSettings
  readonly #words: LocalizeController<ToastMessages>
  readonly #focusMode: FocusModeController
  readonly #focus: ToastFocus
  readonly #cards: ToastCards
  readonly #queue = new ToastQueue({
    clock: pageClock,
    maxVisible: () => this.#room,
    lifetimeMs: (toast) => this.#settings.lifetimeMs(this.#cards.textOf(toast)),
    isBlocked: () => isBlocked(this.#host),
    onEnter: (toast) => this.#handleEnter(toast),
    onLeave: (toast, reason) => this.#handleLeave(toast, reason),
    onChange: () => this.#update(),
  })
  #leaving = new AbortController()
  #arrivalFilter: ArrivalFilter | undefined
  /** Moments that came before it was known whether the platform has gamification. */
  readonly #early: Celebrated[] = []
  /** The inbox that the toasts belong to, by the name that the server gives it. */
  #inbox: string | undefined
  /** Whether the cards are being drawn, which may move the focus and so change the queue. */
  #isDrawing = false
  /** The zoom of the element. It is read after a frame: WebKit computes styles for it. */
  #zoom = 1
  #lookAgain: ReturnType<typeof setTimeout> | undefined

  constructor(host: ToastHost) {
    this.#host = host
    this.#settings = new CelebrationSettings(host)
    this.#words = new LocalizeController(host, toastWords, () => host.messages)
    this.#focusMode = new FocusModeController(host)
    this.#focus = new ToastFocus(host)
    this.#cards = new ToastCards({
      host,
      words: this.#words,
      focus: this.#focus,
      nowMs: () => serverNow(this.#host.inbox),
      isOnTop: () => this.#placement.startsWith('top'),
      hasConfetti: () => this.#settings.confetti,
      onDrawn: (toast) => this.#tell(toast),
      onChoose: (toast, event) => this.#choose(toast, event),
      onDismiss: (id, reason) => this.#queue.dismiss(id, reason),
    })
    host.addController(this)
  }

  hostConnected(): void {
    const host = this.#host
    this.#leaving = new AbortController()
    const { signal } = this.#leaving
    this.#arrivalFilter = new ArrivalFilter(this.#settings, signal)
    this.#cards.adopt()
    if (!host.announcer) prepareAnnouncer()
    const onKey = (event: KeyboardEvent): void => this.#focus.handleHotkey(event, this.#hotkey)
    document.addEventListener('keydown', onKey, { signal })
    document.addEventListener('fullscreenchange', () => this.#cards.raise(), { signal })
    watchPauseTriggers(host, this.#queue, signal)
    addEventListener('pagehide', () => this.#giveBack(), { signal })
    addEventListener('pageshow', () => void this.#takeBack(), { signal })
    host.requestUpdate()
  }

  hostDisconnected(): void {
    this.#leaving.abort()
    clearTimeout(this.#lookAgain)
    this.#dropPending()
    this.#queue.close()
    this.#cards.clear()
  }

  hostUpdate(): void {
    this.#obey()
    void this.#takeEarly()
    this.#cards.follow(this.#queue.visible)
  }

  hostUpdated(): void {
    this.#isDrawing = true
    this.#cards.draw()
    this.#isDrawing = false
    afterFrame(() => (this.#zoom = zoomOf(this.#host)))
  }

  /** Whether the next update shows a toast while no other is shown. */
  get isFirst(): boolean {
    return this.#cards.isFirst
  }

  /** Loads the code and the styles of all kinds of toasts. */
  prepare(): void {
    void this.#cards.prepare()
  }

  /** Celebrates arrived rows, except those that another tab celebrates. */
  async receive(inbox: Inbox, rows: readonly Row[]): Promise<void> {
    await this.#showWhen(this.#arrivalFilter?.admit(inbox, rows))
  }

  /** Celebrates rows of a full state that no page has celebrated. */
  async find(inbox: Inbox, rows: readonly Row[]): Promise<void> {
    await this.#showWhen(this.#arrivalFilter?.find(inbox, rows))
  }

  /** Celebrates a moment of the page, which is in no inbox. */
  celebrate(moment: Moment): void {
    this.#followMember()
    const id = `moment-${(moments += 1)}`
    this.#early.push({
      message: '',
      ...moment,
      id,
      createdAt: new Date(serverNow(this.#host.inbox)).toISOString(),
    })
    void this.#takeEarly()
  }

  /** Renders the region that holds the toasts. */
  render(): TemplateResult {
    return html`<div
      class="region"
      part="region"
      role="region"
      popover="manual"
      data-placement=${this.#placement}
      aria-label=${this.#words.messages.celebrations}
      aria-keyshortcuts=${this.#hotkey}
    >
      <div class="stack" part="stack" role="list"></div>
    </div>`
  }

  /** Requests an update of the element, but not before the current one has ended. */
  #update(): void {
    if (this.#isDrawing) queueMicrotask(() => this.#host.requestUpdate())
    else this.#host.requestUpdate()
  }

  /**
   * Celebrates the moments of the page, once the member's preferences are loaded and the element is
   * on the page.
   */
  async #takeEarly(): Promise<void> {
    const { inbox } = this.#host
    if (this.#early.length === 0 || inbox?.$isReady.get() === false) return
    // Without an inbox there are no preferences to load. The wait is needed then too: it lets all
    // moments of one task become one batch.
    await (inbox && this.#arrivalFilter?.prepare(inbox))
    // An element that was moved has no inbox until its next update, which calls this again.
    if (this.#early.length === 0 || this.#host.inbox !== inbox) return
    this.#obey()
    if (this.#host.isConnected) this.#show(this.#early.splice(0))
  }

  /**
   * Shows the celebrations that this tab decided to show, unless the page has another member by
   * then.
   */
  async #showWhen(decided: Promise<readonly Celebrated[]> | undefined): Promise<void> {
    const name = this.#confirmed?.inbox
    const celebrated = (await decided) ?? []
    if (this.#confirmed?.inbox === name) this.#show(celebrated)
  }

  /**
   * Gives back celebrations that the member has not seen when leaving the page, so that the next
   * page may show them.
   */
  #giveBack(): void {
    const arrivalFilter = this.#arrivalFilter
    arrivalFilter?.giveBack(this.#queue.withdraw(arrivalFilter.isClaimed))
  }

  /**
   * Shows the given-back celebrations that no other page has shown meanwhile, when the page is
   * restored.
   */
  async #takeBack(): Promise<void> {
    const { inbox } = this.#host
    if (inbox) await this.#showWhen(this.#arrivalFilter?.takeBack(inbox))
  }

  /** Removes everything of a former member once the page has another member. */
  #followMember(): void {
    const inbox = this.#confirmed?.inbox
    const before = this.#inbox
    this.#inbox = inbox
    if (before !== undefined && inbox !== before) this.#forgetMember()
  }

  /** Removes all toasts, moments and announcements of a former member. */
  #forgetMember(): void {
    this.#queue.clear('off')
    this.#cards.clear()
    this.#early.length = 0
    this.#arrivalFilter?.leave()
    clearAnnouncements()
  }

  #show(celebrated: readonly Celebrated[]): void {
    if (celebrated.length === 0) return
    if (!this.#host.isConnected) return this.#report(celebrated)
    // Quiet hours may have begun since the last render.
    this.#obey()
    if (this.#isOff) this.#report(celebrated)
    else this.#queue.add(celebrated.map(toastOf))
  }

  /**
   * Reports celebrations that no toast shows, so that a bell announces them. A moment of the page
   * is in no inbox and is dropped.
   */
  #report(celebrated: readonly Celebrated[]): void {
    const { inbox } = this.#host
    const rows = celebrated.flatMap(({ id }) => this.#confirmed?.rows.get(id) ?? [])
    if (inbox) reportUncelebrated(inbox, rows)
  }

  /** Applies quiet hours, focus mode and the setting `off`. */
  #obey(): void {
    clearTimeout(this.#lookAgain)
    this.#followMember()
    const isQuiet = this.#isQuiet
    if (!this.#isOff && !isQuiet) return this.#queue.speak()
    this.#dropPending()
    if (this.#isOff) this.#report(this.#queue.clear('off'))
    else this.#queue.silence('focus-mode')
    if (isQuiet) this.#lookAgain = setTimeout(() => this.#host.requestUpdate(), LOOK_AGAIN_MS)
  }

  /**
   * Cancels pending announcements of shown toasts. Without shown toasts, pending announcements
   * belong to the bell and stay.
   */
  #dropPending(): void {
    if (this.#queue.visible.length > 0) dropPending()
  }

  /** Announces a toast to screen readers, and plays its sound if the member wants sounds. */
  #tell(toast: Toast): void {
    this.#queue.restart(toast.id)
    const inbox = this.#inbox
    if (this.#settings.sound)
      import('../../internal/chime.js').then(
        ({ chime }) => {
          if (this.#inbox === inbox) chime()
        },
        () => {
          // The device is offline. The next toast loads the file again.
        },
      )
    const { rewards } = this.#words.messages
    announce(toast.id, this.#cards.textOf(toast), rewards, this.#host.announcer)
  }

  #handleEnter(toast: Toast): boolean {
    const isWelcome = this.#host.dispatchEvent(new ToastShowEvent(toast))
    if (isWelcome) this.#cards.add(toast)
    else this.#report(toast.notifications)
    return isWelcome
  }

  #handleLeave(toast: Toast, reason: DismissReason): void {
    this.#host.dispatchEvent(new ToastDismissEvent(toast, reason))
    void this.#cards.remove(toast.id)
  }

  #choose(toast: Toast, event: MouseEvent): void {
    const { href = null } = event.currentTarget as Partial<HTMLAnchorElement>
    // The right button opens the context menu and chooses nothing.
    if (event.button === 2) return
    for (const { id } of toast.notifications) this.#host.inbox?.markAsRead(id)
    if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey) return
    const click = new ToastClickEvent(toast, newest(toast), href, routerPath(href, this.#host))
    if (!this.#host.dispatchEvent(click)) event.preventDefault()
    this.#queue.dismiss(toast.id, 'click')
  }

  get #confirmed(): Confirmed | null | undefined {
    return this.#host.inbox?.internals.$confirmed.get()
  }

  get #isOff(): boolean {
    return this.#host.gamification === 'off' || this.#confirmed?.features.gamification === false
  }

  /**
   * The number of toasts that there is room for: as many as `maxVisible`, but one in a low window.
   */
  get #room(): number {
    if (innerHeight / this.#zoom < LOW_PX) return 1
    const { maxVisible = 0 } = this.#host
    return maxVisible >= 1 ? maxVisible : VISIBLE
  }

  get #isQuiet(): boolean {
    return this.#host.focusMode === true || this.#focusMode.isOn || this.#settings.isQuiet
  }

  get #placement(): ToastPlacement {
    return this.#host.placement ?? 'bottom-end'
  }

  get #hotkey(): string {
    return this.#host.hotkey ?? 'F6'
  }
}
