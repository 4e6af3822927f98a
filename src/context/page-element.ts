import type { LitElement } from 'lit'
import { InboxElement } from './inbox-element.js'

/** The delay before a failed load of the element's code is tried again, in milliseconds. */
const TRY_AGAIN_MS = 5_000

/**
 * The base class of elements whose content is loaded once the element is on a page. A page without
 * the element does not load that code.
 */
export abstract class PageElement extends InboxElement {
  #inside: unknown
  #isLoaded = false

  override connectedCallback(): void {
    super.connectedCallback()
    if (!this.#isLoaded) this.#load()
  }

  /** Loads the function that creates the content of the element. */
  protected abstract load(): Promise<(host: this) => LitElement>

  /**
   * Renders the notice that the content of the element, or a part of it, could not be loaded.
   *
   * @internal
   */
  abstract renderNotLoaded(): unknown

  protected override render(): unknown {
    return this.#inside
  }

  #load(): void {
    this.load().then(
      (create) => {
        if (!this.#isLoaded) this.#inside = create(this)
        this.#isLoaded = true
        this.requestUpdate()
      },
      () => {
        // The device is offline, or a release has replaced the file.
        setTimeout(() => this.isConnected && !this.#isLoaded && this.#load(), TRY_AGAIN_MS)
        this.#inside ??= this.renderNotLoaded()
        this.requestUpdate()
      },
    )
  }
}
