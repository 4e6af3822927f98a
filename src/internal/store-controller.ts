import type { ReactiveController, ReactiveControllerHost } from 'lit'
import type { ReadableAtom } from 'nanostores'

/**
 * Updates an element when an atom changes, while the element is connected. The source may return
 * another atom at each update, because the element's inbox may change.
 */
export class StoreController<T> implements ReactiveController {
  readonly #host: ReactiveControllerHost & Element
  readonly #source: () => ReadableAtom<T> | undefined
  #atom: ReadableAtom<T> | undefined
  #stop: (() => void) | undefined

  constructor(host: ReactiveControllerHost & Element, source: () => ReadableAtom<T> | undefined) {
    this.#host = host
    this.#source = source
    host.addController(this)
  }

  /** The atom's value; `undefined` if there is no atom. */
  get value(): T | undefined {
    return this.#source()?.get()
  }

  hostConnected(): void {
    this.#follow()
  }

  hostUpdate(): void {
    this.#follow()
  }

  hostDisconnected(): void {
    this.#stop?.()
    this.#atom = undefined
    this.#stop = undefined
  }

  #follow(): void {
    const atom = this.#source()
    // An update may run after the element was removed.
    if (atom === this.#atom || !this.#host.isConnected) return
    this.#stop?.()
    this.#atom = atom
    this.#stop = atom?.listen(() => this.#host.requestUpdate())
  }
}
