import type { GamificationToasts } from './gamification-toasts.js'
import { isHotkey, isModalOpen } from './page-watch.js'

/** Moves the focus to the toasts of an element and back, and never by itself. */
export class ToastFocus {
  readonly #host: GamificationToasts
  #cameFrom: HTMLElement | null = null

  constructor(host: GamificationToasts) {
    this.#host = host
  }

  /** To the first toast, or back to where it came from, where a key press asks for that. */
  handleHotkey(event: KeyboardEvent, hotkey: string): void {
    // Whoever else moves between regions with this key goes first.
    if (event.defaultPrevented || !isHotkey(event, hotkey) || isModalOpen()) return
    const [first] = this.#items
    if (!first) return
    event.preventDefault()
    if (this.#root.activeElement) return this.#giveBack()
    this.#cameFrom = deepActiveElement()
    first.focus()
  }

  /** From a toast that goes: to the next one, else back to where it came from. */
  pass(item: HTMLElement): void {
    if (!item.contains(this.#root.activeElement)) return
    const items = this.#items
    const index = items.indexOf(item)
    const next = items[index + 1] ?? items[index - 1]
    if (next) next.focus()
    else this.#giveBack()
  }

  #giveBack(): void {
    if (this.#cameFrom?.isConnected) this.#cameFrom.focus()
    else (this.#root.activeElement as HTMLElement | null)?.blur()
    this.#cameFrom = null
  }

  get #root(): ShadowRoot {
    return this.#host.renderRoot as ShadowRoot
  }

  get #items(): HTMLElement[] {
    return [...this.#root.querySelectorAll<HTMLElement>('.toast:not([inert])')]
  }
}

/** What has the focus, inside of whatever shadow root. */
function deepActiveElement(): HTMLElement | null {
  let at = document.activeElement
  while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement
  return at instanceof HTMLElement && at !== document.body ? at : null
}
