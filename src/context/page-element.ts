import type { LitElement } from 'lit'
import { lazy } from '../client/lazy.js'
import { InboxElement } from './inbox-element.js'

/** The delay before a failed load of the element's code is tried again, in milliseconds. */
const TRY_AGAIN_MS = 5_000

/**
 * The base class of elements whose content is loaded once the element is on a page. A page without
 * the element does not load that code.
 */
export abstract class PageElement extends InboxElement {
  #inside: unknown
  readonly #content = lazy(
    () => this.loadContent(),
    (create) => this.#show(create(this)),
    () => {
      // The device is offline, or a release has replaced the file.
      setTimeout(() => this.isConnected && this.#content.load(), TRY_AGAIN_MS)
      this.#show(this.#inside ?? this.renderNotLoaded())
    },
  )

  override connectedCallback(): void {
    super.connectedCallback()
    void this.#content.load()
  }

  /** Loads the function that creates the content of the element. */
  protected abstract loadContent(): Promise<(host: this) => LitElement>

  /**
   * Renders the notice that the content of the element, or a part of it, could not be loaded.
   *
   * @internal
   */
  abstract renderNotLoaded(): unknown

  protected override render(): unknown {
    return this.#inside
  }

  #show(inside: unknown): void {
    this.#inside = inside
    this.requestUpdate()
  }
}
