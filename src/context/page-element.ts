import { nothing, type LitElement } from 'lit'
import { InboxElement } from './inbox-element.js'

/** How soon to try again where the code did not come, in milliseconds. */
const TRY_AGAIN_MS = 5_000

/**
 * An element that is nothing but its inside, whose code is fetched as soon as it stands on a page: a
 * page without it does not pay for it.
 */
export abstract class PageElement extends InboxElement {
  #inside: LitElement | undefined

  override connectedCallback(): void {
    super.connectedCallback()
    if (!this.#inside) this.#load()
  }

  /** Fetches what makes the inside. */
  protected abstract load(): Promise<(host: this) => LitElement>

  protected override render(): unknown {
    return this.#inside ?? nothing
  }

  #load(): void {
    this.load().then(
      (create) => {
        this.#inside ??= create(this)
        this.requestUpdate()
      },
      () => {
        // The page is cut off. Nothing is here to press, so it looks by itself.
        setTimeout(() => this.isConnected && !this.#inside && this.#load(), TRY_AGAIN_MS)
      },
    )
  }
}
