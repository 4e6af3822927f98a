import type { ReactiveController, ReactiveControllerHost } from 'lit'
import type { ReadableAtom } from 'nanostores'

/**
 * Keeps an element in step with an atom, while it is connected. The atom may be another one at each
 * update: the element's inbox may change.
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

  /** The atom's value; `undefined` where there is no atom. */
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
    // An update may come after its element has gone.
    if (atom === this.#atom || !this.#host.isConnected) return
    this.#stop?.()
    this.#atom = atom
    this.#stop = atom?.listen(() => this.#host.requestUpdate())
  }
}
