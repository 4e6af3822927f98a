import type { ToastHost } from './toast-host.js'
import { deepActiveElement, isBlocked, isHotkey } from './pause-triggers.js'

/**
 * Moves the focus to the toasts of an element and back, but only when the member asks for it or a
 * focused toast is removed.
 */
export class ToastFocus {
  readonly #host: ToastHost
  #cameFrom: HTMLElement | null = null

  constructor(host: ToastHost) {
    this.#host = host
    host.addEventListener('focusout', ({ relatedTarget }) => {
      // The member has moved the focus elsewhere, so it must not return to where it came from.
      if (relatedTarget) this.#cameFrom = null
    })
  }

  /**
   * Moves the focus to the first toast, or back to where it came from, if the key press is the
   * hotkey.
   */
  handleHotkey(event: KeyboardEvent, hotkey: string): void {
    // Another script that uses this key to move between regions has precedence.
    if (event.defaultPrevented || !isHotkey(event, hotkey) || isBlocked(this.#host)) return
    const [first] = this.#items
    if (!first) return
    event.preventDefault()
    if (this.#root.activeElement) return this.#giveBack()
    this.#cameFrom = deepActiveElement() as HTMLElement | null
    first.focus()
  }

  /** Moves the focus from a removed toast to the next one, else back to where it came from. */
  pass(item: HTMLElement): void {
    if (!item.contains(this.#root.activeElement)) return
    const items = this.#items
    const index = items.indexOf(item)
    const next = items[index + 1] ?? items[index - 1]
    // After a click on a close button, focusing another toast would stop the countdown of the
    // others.
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
