import type { GamificationToasts } from './gamification-toasts.js'
import { deepActiveElement, isBlocked, isHotkey } from './pause-triggers.js'

/** Moves the focus to the toasts of an element and back, and never by itself. */
export class ToastFocus {
  readonly #host: GamificationToasts
  #cameFrom: HTMLElement | null = null

  constructor(host: GamificationToasts) {
    this.#host = host
    host.addEventListener('focusout', ({ relatedTarget }) => {
      // Who went elsewhere by themselves are not to be brought back.
      if (relatedTarget) this.#cameFrom = null
    })
  }

  /** To the first toast, or back to where it came from, where a key press asks for that. */
  handleHotkey(event: KeyboardEvent, hotkey: string): void {
    // Whoever else moves between regions with this key goes first.
    if (event.defaultPrevented || !isHotkey(event, hotkey) || isBlocked(this.#host)) return
    const [first] = this.#items
    if (!first) return
    event.preventDefault()
    if (this.#root.activeElement) return this.#giveBack()
    this.#cameFrom = deepActiveElement() as HTMLElement | null
    first.focus()
  }

  /** From a toast that goes: to the next one, else back to where it came from. */
  pass(item: HTMLElement): void {
    if (!item.contains(this.#root.activeElement)) return
    const items = this.#items
    const index = items.indexOf(item)
    const next = items[index + 1] ?? items[index - 1]
    // A mouse that closed one toast has no business with the others, which go on.
    if (next && item.matches(':focus-visible, :has(:focus-visible)')) next.focus()
    else this.#giveBack()
  }

  #giveBack(): void {
    ;(this.#root.activeElement as HTMLElement | null)?.blur()
    this.#cameFrom?.focus()
    this.#cameFrom = null
  }

  get #root(): ShadowRoot {
    return this.#host.renderRoot as ShadowRoot
  }

  get #items(): HTMLElement[] {
    return [...this.#root.querySelectorAll<HTMLElement>('.toast:not([inert])')]
  }
}
