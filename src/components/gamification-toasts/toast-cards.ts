import { html, render, type CSSResult, type TemplateResult } from 'lit'
import { adopt } from '../../internal/adopt.js'
import type { GamificationToasts } from './gamification-toasts.js'
import { isHiddenByPage } from './pause-triggers.js'
import { loadToastKinds, type ToastKinds } from './load-toast-kind.js'
import {
  cross,
  renderPill,
  signed,
  spokenText,
  type CardContext,
  type CardWords,
} from './toast-card.js'
import type { ToastFocus } from './toast-focus.js'
import { countUp, enter, glide, leave, placesOf, toss } from './toast-motion.js'
import type { DismissReason } from './toast-queue.js'
import type { Toast } from './toast.js'
import { styles } from './toasts.styles.js'

/** How far a toast comes from the edge, in pixels. */
const RISE_PX = 24

/** What cards ask and tell. */
export interface CardsOptions {
  readonly host: GamificationToasts
  readonly words: CardWords
  readonly focus: ToastFocus
  /** Milliseconds since the epoch, by the server's clock. */
  readonly nowMs: () => number
  readonly isOnTop: () => boolean
  readonly hasConfetti: () => boolean
  /** A toast can be read, for the first time or with what has joined it. */
  readonly onDrawn: (toast: Toast) => void
  readonly onChoose: (toast: Toast, event: MouseEvent) => void
  readonly onDismiss: (id: string, reason: DismissReason) => void
}

interface Card {
  toast: Toast
  readonly item: HTMLElement
  readonly leaving: AbortController
  /** Nothing until they have been loaded: a toast comes with its art. */
  parts?: ToastKinds
  /** What was drawn of it last. */
  drawn?: Toast
}

/**
 * The toasts as they stand on the page. Each keeps its item of the list from its coming to its going,
 * so that nothing moves what is in use.
 */
export class ToastCards {
  readonly #options: CardsOptions
  readonly #cards = new Map<string, Card>()
  #before: ReadonlyMap<HTMLElement, number> = new Map()
  #wasOnTop = false

  constructor(options: CardsOptions) {
    this.#options = options
  }

  /** Gives the element its style sheets, and another one. */
  adopt(more?: CSSResult): void {
    adopt(this.#root, more ? [more] : styles)
  }

  /** Makes the card of a toast; it comes as soon as there is what it is drawn with. */
  add(toast: Toast): void {
    const item = document.createElement('div')
    const card: Card = { toast, item, leaving: new AbortController() }
    item.setAttribute('part', 'toast')
    item.role = 'listitem'
    item.tabIndex = -1
    item.addEventListener('pointerenter', () => void loadSwipe())
    item.addEventListener('pointerdown', (event) => void this.#letSwipe(card, event))
    item.addEventListener('keydown', (event) => this.#handleKey(card, event))
    this.#cards.set(toast.id, card)
    void this.#dress(card)
    // A finger comes without having hovered.
    if (globalThis.matchMedia?.('(pointer: coarse)').matches) void loadSwipe()
  }

  /** Before the page is drawn: what has joined what, and where everything stands. */
  prepare(toasts: readonly Toast[]): void {
    for (const toast of toasts) {
      const card = this.#cards.get(toast.id)
      if (!card || card.toast === toast) continue
      card.toast = toast
      void this.#dress(card)
    }
    this.#before = placesOf(this.#items)
  }

  /** After the page is drawn. */
  draw(): void {
    this.#order()
    const cards = [...this.#cards.values()]
    for (const card of cards) this.#draw(card)
    const region = this.#region
    const isShown = this.#items.length > 0 && !isHiddenByPage(this.#options.host)
    if (region && region.matches(':popover-open') !== isShown) region.togglePopover?.(isShown)
    glide(this.#before)
    for (const card of cards) this.#perform(card)
  }

  /** Puts the toasts above what has filled the screen since they came. */
  raise(): void {
    const focused = this.#root.activeElement as HTMLElement | null
    this.#region?.hidePopover()
    this.draw()
    focused?.focus()
  }

  /** Lets a toast go. Resolves when it is out of sight. */
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

  /** Takes everything off the page, at once. */
  clear(): void {
    for (const { leaving } of this.#cards.values()) leaving.abort()
    this.#cards.clear()
    for (const item of this.#items) item.remove()
  }

  /** What a screen reader says of a toast. */
  textOf(toast: Toast): string {
    const { words } = this.#options
    const renderer = this.#cards.get(toast.id)?.parts?.renderer
    return renderer?.spoken?.(toast, words) ?? spokenText(toast, words)
  }

  async #dress(card: Card): Promise<void> {
    const { host } = this.#options
    const parts = await loadToastKinds(host, card.toast)
    card.parts = parts
    this.adopt(parts.renderer?.styles)
    this.adopt(parts.custom?.styles)
    host.requestUpdate()
  }

  #draw({ item, toast, parts }: Card): void {
    if (!parts) return
    const { isOnTop, words, onDismiss } = this.#options
    // The newest stands farthest from the edge, so that none moves under the pointer when one comes.
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
    // What had it may be drawn anew, with what has joined.
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

  /** What a toast does on the screen when it comes, and when something has joined it. */
  #perform(card: Card): void {
    const { toast, drawn, item, parts } = card
    if (!parts || drawn === toast) return
    card.drawn = toast
    const { isOnTop, words, nowMs, hasConfetti, host, onDrawn } = this.#options
    if (!drawn) {
      enter(item, isOnTop() ? -RISE_PX : RISE_PX)
      toss(item)
    }
    parts.renderer?.perform(item, toast, {
      nowMs: nowMs(),
      hasConfetti: hasConfetti(),
      redraw: () => host.requestUpdate(),
      signal: card.leaving.signal,
    })
    const number = item.querySelector<HTMLElement>('.amount')
    if (number)
      countUp(number, drawn?.amount ?? 0, toast.amount ?? 0, (sum) => signed(sum, words.locale))
    onDrawn(toast)
  }

  /** The other way round where the toasts have moved to the other edge. */
  #order(): void {
    const isOnTop = this.#options.isOnTop()
    if (isOnTop === this.#wasOnTop) return
    this.#wasOnTop = isOnTop
    const focused = this.#root.activeElement as HTMLElement | null
    for (const item of this.#items) item.parentNode?.prepend(item)
    focused?.focus()
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

// Nobody swipes a toast before the pointer is over one.
const loadSwipe = () =>
  import('./swipe.js').catch(() => {
    // The page is cut off. There is a button, and the next pointer asks again.
  })
