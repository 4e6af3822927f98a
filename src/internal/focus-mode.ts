import type { ReactiveController, ReactiveControllerHost } from 'lit'

const controllers = new Set<FocusModeController>()
let observer: MutationObserver | undefined

/** Tells an element whether it shall keep quiet. */
export class FocusModeController implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement

  constructor(host: ReactiveControllerHost & HTMLElement) {
    this.#host = host
    host.addController(this)
  }

  /** Whether the page, or anything around the element, asks for quiet. */
  get isOn(): boolean {
    return isInside(this.#host, '[data-focus-mode]')
  }

  hostConnected(): void {
    controllers.add(this)
    if (observer) return
    observer = new MutationObserver(tellAll)
    observer.observe(document, { attributeFilter: ['data-focus-mode'], subtree: true })
  }

  hostDisconnected(): void {
    controllers.delete(this)
    if (controllers.size > 0) return
    observer?.disconnect()
    observer = undefined
  }

  /** Renders the element again. */
  refresh(): void {
    this.#host.requestUpdate()
  }
}

function tellAll(): void {
  for (const controller of controllers) controller.refresh()
}

/** Whether an element, or anything around it across shadow roots, matches. */
export function isInside(element: Element, css: string): boolean {
  for (let at: Element | undefined = element; at;) {
    if (at.closest(css)) return true
    const root: Node = at.getRootNode()
    at = root instanceof ShadowRoot ? root.host : undefined
  }
  return false
}
