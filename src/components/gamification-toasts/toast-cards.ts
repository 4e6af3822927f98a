import { html, render, type CSSResult, type TemplateResult } from 'lit'
import { adopt } from '../../internal/adopt.js'
import type { ToastHost } from './toast-host.js'
import { isHiddenByPage } from './pause-triggers.js'
import { loadAllKinds, toastKindsOf, type ToastKinds } from './load-toast-kind.js'
import {
  cross,
  renderPill,
  signed,
  spokenText,
  type CardContext,
  type CardWords,
} from './toast-card.js'
import type { ToastFocus } from './toast-focus.js'
import { countUp, enter, glideWithin, leave, toss } from './toast-motion.js'
import type { DismissReason } from './toast-queue.js'
import type { Toast } from './toast.js'
import { styles } from './toasts.styles.js'

/** How far a toast moves in from the edge, in pixels. */
const RISE_PX = 24
/** A toast that is joined sooner after its animation has started does not start it again. */
const PERFORM_GAP_MS = 1_000

/** The surroundings and callbacks of the cards. */
export interface CardsOptions {
  readonly host: ToastHost
  readonly words: CardWords
  readonly focus: ToastFocus
  /** The current time by the server's clock, in milliseconds since the epoch. */
  readonly nowMs: () => number
  readonly isOnTop: () => boolean
  readonly hasConfetti: () => boolean
  /**
   * Called when a toast can be read: when it appears, and when another notification has joined it.
   */
  readonly onDrawn: (toast: Toast) => void
  readonly onChoose: (toast: Toast, event: MouseEvent) => void
  readonly onDismiss: (id: string, reason: DismissReason) => void
}

interface Card {
  toast: Toast
  readonly item: HTMLElement
  readonly leaving: AbortController
  /** The loaded parts of the toast; until they are loaded the toast is not shown. */
  parts?: ToastKinds
  /** The state of the toast that was rendered last. */
  drawn?: Toast
  /** When the kind's animation started last, in milliseconds of `performance.now()`. */
  performedAt: number
}

/**
 * The toasts on the page. Each toast keeps its list item from its appearance until it is removed,
 * so that an item does not move while the member uses it.
 */
export class ToastCards {
  readonly #options: CardsOptions
  readonly #cards = new Map<string, Card>()
  /** The style sheets that the element was given after those of all toasts. */
  readonly #adopted = new Set<CSSResult>()
  /** The list whose toasts glide. */
  #stack: HTMLElement | null = null
  #wasOnTop = false

  constructor(options: CardsOptions) {
    this.#options = options
  }

  /** Adds the style sheets of all toasts to the element. */
  adopt(): void {
    adopt(this.#root, styles)
  }

  /** Loads the code and the styles of all kinds, so that no toast waits for them. */
  async prepare(): Promise<void> {
    for (const kinds of await loadAllKinds(this.#options.host)) this.#adoptKind(kinds)
    if (isTouchScreen()) void loadSwipe()
  }

  /** Whether the next call of {@link draw} shows a toast while no other is shown. */
  get isFirst(): boolean {
    return this.#items.length === 0 && [...this.#cards.values()].some(({ parts }) => parts)
  }

  /** Creates the card of a toast. It appears once the parts that it needs are loaded. */
  add(toast: Toast): void {
    const item = document.createElement('div')
    const card: Card = { toast, item, leaving: new AbortController(), performedAt: -Infinity }
    item.setAttribute('part', 'toast')
    item.role = 'listitem'
    item.tabIndex = -1
    item.addEventListener('pointerenter', () => void loadSwipe())
    item.addEventListener('pointerdown', (event) => void this.#letSwipe(card, event))
    item.addEventListener('keydown', (event) => this.#handleKey(card, event))
    this.#cards.set(toast.id, card)
    this.#dress(card)
    // On touch screens there is no hover before a touch, so load the code now.
    if (isTouchScreen()) void loadSwipe()
  }

  /** Updates the cards of toasts that were joined by others. Call it before a render. */
  follow(toasts: readonly Toast[]): void {
    for (const toast of toasts) {
      const card = this.#cards.get(toast.id)
      if (!card || card.toast === toast) continue
      card.toast = toast
      this.#dress(card)
    }
  }

  /**
   * Renders the cards, opens or closes the popover, and starts the animations. Call it after a
   * render.
   */
  draw(): void {
    this.#order()
    const cards = [...this.#cards.values()]
    for (const card of cards) this.#draw(card)
    const region = this.#region
    const isShown = this.#items.length > 0 && !isHiddenByPage(this.#options.host)
    // The update may run after the element was removed.
    if (region?.isConnected && region.matches(':popover-open') !== isShown)
      region.togglePopover?.(isShown)
    for (const card of cards) this.#perform(card)
    this.#glide()
  }

  /** Puts the toasts above an element that has become full screen since they appeared. */
  raise(): void {
    const focused = this.#root.activeElement as HTMLElement | null
    this.#region?.hidePopover()
    this.draw()
    focused?.focus()
  }

  /** Removes a toast. Resolves when its animation has ended. */
  async remove(id: string): Promise<void> {
    const card = this.#cards.get(id)
    if (!card) return
    this.#cards.delete(id)
    const { item, leaving } = card
    leaving.abort()
    this.#options.focus.pass(item)
    item.inert = true
    await leave(item)
    item.remove()
    this.#options.host.requestUpdate()
  }

  /** Removes all toasts at once, without an animation. */
  clear(): void {
    for (const { leaving } of this.#cards.values()) leaving.abort()
    this.#cards.clear()
    for (const item of this.#items) item.remove()
  }

  /** Returns the text of a toast for screen readers. */
  textOf(toast: Toast): string {
    const { words } = this.#options
    const renderer = this.#cards.get(toast.id)?.parts?.renderer
    return renderer?.spoken?.(toast, words) ?? spokenText(toast, words)
  }

  /** Gives a card the parts that its toast needs: at once if they are loaded. */
  #dress(card: Card): void {
    const { host } = this.#options
    const dress = (parts: ToastKinds): void => {
      card.parts = parts
      this.#adoptKind(parts)
      host.requestUpdate()
    }
    const parts = toastKindsOf(host, card.toast)
    if (parts instanceof Promise) void parts.then(dress)
    else dress(parts)
  }

  #adoptKind({ renderer, custom }: ToastKinds): void {
    for (const sheet of [renderer?.styles, custom?.styles]) {
      if (!sheet || this.#adopted.has(sheet)) continue
      this.#adopted.add(sheet)
      adopt(this.#root, [sheet])
    }
  }

  #draw({ item, toast, parts }: Card): void {
    if (!parts) return
    const { isOnTop, words, onDismiss } = this.#options
    // The newest toast is farthest from the edge, so that no toast moves under the pointer when a
    // new one appears.
    if (!item.parentNode)
      this.#root.querySelector('.stack')?.[isOnTop() ? 'append' : 'prepend'](item)
    const kind = parts.renderer ? toast.kind : 'points'
    item.className = `toast ${kind} ${toast.notifications.length > 1 ? 'many' : ''}`
    const close = html`<button
      class="close"
      part="close"
      type="button"
      aria-label=${words.messages.close}
      @click=${() => onDismiss(toast.id, 'close')}
    >
      ${cross}
    </button>`
    const hadFocus = item.contains(this.#root.activeElement)
    render([this.#renderInside(toast, parts), close], item)
    // The render may have replaced the focused element.
    if (hadFocus && !item.contains(this.#root.activeElement)) item.focus()
  }

  #renderInside(toast: Toast, { renderer, custom, icon }: ToastKinds): TemplateResult {
    const { host, words, nowMs, onChoose } = this.#options
    const { messages, locale } = words
    const context: CardContext = {
      messages,
      locale,
      icon,
      nowMs: nowMs(),
      onChoose: (event) => onChoose(toast, event),
    }
    return (
      custom?.renderCustom(host, toast, context) ??
      renderer?.render(toast, context) ??
      renderPill(toast, context)
    )
  }

  /**
   * Starts the animations of a toast when it appears, and when another notification has joined it.
   */
  #perform(card: Card): void {
    const { toast, drawn, item, parts } = card
    if (!parts || drawn === toast) return
    card.drawn = toast
    const { isOnTop, words, nowMs, hasConfetti, host, onDrawn } = this.#options
    if (!drawn) {
      enter(item, isOnTop() ? -RISE_PX : RISE_PX)
      toss(item)
    }
    const now = performance.now()
    if (now - card.performedAt > PERFORM_GAP_MS) {
      card.performedAt = now
      parts.renderer?.perform(item, toast, {
        nowMs: nowMs(),
        hasConfetti: hasConfetti(),
        redraw: () => host.requestUpdate(),
        signal: card.leaving.signal,
      })
    }
    const number = item.querySelector<HTMLElement>('.amount')
    if (number)
      countUp(number, drawn?.amount ?? 0, toast.amount ?? 0, (sum) => signed(sum, words.locale))
    onDrawn(toast)
  }

  /** Reverses the order of the toasts when they have moved to the opposite edge of the window. */
  #order(): void {
    const isOnTop = this.#options.isOnTop()
    if (isOnTop === this.#wasOnTop) return
    this.#wasOnTop = isOnTop
    const focused = this.#root.activeElement as HTMLElement | null
    for (const item of this.#items) item.parentNode?.prepend(item)
    focused?.focus()
  }

  #glide(): void {
    const stack = this.#root.querySelector<HTMLElement>('.stack')
    if (!stack || stack === this.#stack) return
    this.#stack = stack
    glideWithin(stack, this.#options.isOnTop)
  }

  async #letSwipe({ item, toast }: Card, event: PointerEvent): Promise<void> {
    const swipe = await loadSwipe()
    swipe?.swipeable(item, event, () => this.#options.onDismiss(toast.id, 'swipe'))
  }

  #handleKey({ toast }: Card, event: KeyboardEvent): void {
    if (event.key !== 'Escape' || event.defaultPrevented) return
    event.preventDefault()
    this.#options.onDismiss(toast.id, 'escape')
  }

  get #root(): ShadowRoot {
    return this.#options.host.renderRoot as ShadowRoot
  }

  get #region(): HTMLElement | null {
    return this.#root.querySelector('.region')
  }

  get #items(): HTMLElement[] {
    return [...this.#root.querySelectorAll<HTMLElement>('.toast')]
  }
}

const isTouchScreen = (): boolean => globalThis.matchMedia?.('(pointer: coarse)').matches ?? false

// A swipe starts with the pointer over a toast, so the code is loaded then.
const loadSwipe = () =>
  import('./swipe.js').catch(() => {
    // The device is offline. The close button still works, and the next pointer loads the file
    // again.
  })
