import type { LitElement } from 'lit'
import { InboxElement } from './inbox-element.js'

/** How soon to try again where the code did not come, in milliseconds. */
const TRY_AGAIN_MS = 5_000

/**
 * An element that is nothing but its inside, whose code is fetched as soon as it stands on a page: a
 * page without it does not pay for it.
 */
export abstract class PageElement extends InboxElement {
  #inside: unknown
  #isLoaded = false

  override connectedCallback(): void {
    super.connectedCallback()
    if (!this.#isLoaded) this.#load()
  }

  /** Fetches what makes the inside. */
  protected abstract load(): Promise<(host: this) => LitElement>

  /**
   * Draws what stands there while the inside, or a part of it, cannot be loaded.
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
        // The page is cut off, or a release has replaced the file.
        setTimeout(() => this.isConnected && !this.#isLoaded && this.#load(), TRY_AGAIN_MS)
        this.#inside ??= this.renderNotLoaded()
        this.requestUpdate()
      },
    )
  }
}
