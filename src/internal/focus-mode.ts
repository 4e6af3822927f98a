import type { ReactiveController, ReactiveControllerHost } from 'lit'
import { closestAcross } from './closest.js'

/** Tells an element whether it shall keep quiet: while somebody sits an exam or watches a video. */
export class FocusModeController implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement
  readonly #observer = new MutationObserver(() => this.#host.requestUpdate())

  constructor(host: ReactiveControllerHost & HTMLElement) {
    this.#host = host
    host.addController(this)
  }

  /** Whether anything around the element asks for quiet. */
  get isOn(): boolean {
    return closestAcross(this.#host, '[data-focus-mode]') !== null
  }

  hostConnected(): void {
    // From outside of a shadow root it is not seen what changes in it.
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
