import { measuredZoomOf } from '../../../internal/zoom.js'

interface Place {
  readonly row: HTMLElement
  readonly top: number
}

/**
 * Keeps the visible rows in place when rows above them are added or removed. Browsers do this by
 * themselves (scroll anchoring), except WebKit, which does not implement it.
 */
export class ScrollAnchor {
  readonly #panel: HTMLElement
  readonly #isNeeded = !globalThis.CSS?.supports('overflow-anchor', 'auto')
  #place: Place | undefined

  constructor(panel: HTMLElement) {
    this.#panel = panel
  }

  /** Notes the first visible row. Call it before a render. */
  remember(): void {
    this.#place = undefined
    const body = this.#body
    if (!this.#isNeeded || !body || body.scrollTop === 0) return
    const edge = body.getBoundingClientRect().top
    for (const row of body.querySelectorAll<HTMLElement>('.row')) {
      const { top, bottom } = row.getBoundingClientRect()
      if (bottom <= edge) continue
      this.#place = { row, top }
      return
    }
  }

  /** Scrolls the noted row back to its place. Call it after the render. */
  restore(): void {
    const place = this.#place
    this.#place = undefined
    if (!place?.row.isConnected) return
    const moved = place.row.getBoundingClientRect().top - place.top
    if (moved !== 0)
      this.#body?.scrollBy({ top: moved / measuredZoomOf(this.#body), behavior: 'instant' })
  }

  get #body(): HTMLElement | null {
    return this.#panel.querySelector('.body')
  }
}
