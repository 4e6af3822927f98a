import type { ReactiveController, ReactiveControllerHost } from 'lit'
import { closestAcross } from './closest.js'

/**
 * Tells an element whether focus mode is on, for example while the member sits an exam or watches a
 * video. The element updates when focus mode changes.
 */
export class FocusModeController implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement
  readonly #observer = new MutationObserver(() => this.#host.requestUpdate())

  constructor(host: ReactiveControllerHost & HTMLElement) {
    this.#host = host
    host.addController(this)
  }

  /** Whether the element or one of its ancestors has `data-focus-mode`. */
  get isOn(): boolean {
    return closestAcross(this.#host, '[data-focus-mode]') !== null
  }

  hostConnected(): void {
    // A `MutationObserver` does not see into shadow roots, so observe the root of each ancestor.
    for (let at: Element | undefined = this.#host; at;) {
      const root = at.getRootNode() as Node & Partial<Pick<ShadowRoot, 'host'>>
      this.#observer.observe(root, { attributeFilter: ['data-focus-mode'], subtree: true })
      at = root.host
    }
  }

  hostDisconnected(): void {
    this.#observer.disconnect()
  }
}
