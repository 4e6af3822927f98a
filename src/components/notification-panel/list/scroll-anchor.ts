import { measuredZoomOf } from '../../../internal/zoom.js'

/** A panel whose list is scrolled. */
export interface ScrolledPanel {
  /** The element in which the list is scrolled. */
  readonly scroller: HTMLElement | null
  /** The elements of the rendered rows, from top to bottom. */
  readonly rows: readonly HTMLElement[]
}

interface Place {
  readonly row: HTMLElement
  readonly top: number
}

/**
 * Keeps the visible rows in place when rows above them are added or removed. Browsers do this by
 * themselves (scroll anchoring), except WebKit, which does not implement it.
 */
export class ScrollAnchor {
  readonly #panel: ScrolledPanel
  readonly #isNeeded = !globalThis.CSS?.supports('overflow-anchor', 'auto')
  #place: Place | undefined

  constructor(panel: ScrolledPanel) {
    this.#panel = panel
  }

  /** Notes the first visible row. Call it before a render. */
  remember(): void {
    this.#place = undefined
    const body = this.#panel.scroller
    if (!this.#isNeeded || !body || body.scrollTop === 0) return
    const edge = body.getBoundingClientRect().top
    for (const row of this.#panel.rows) {
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
    const { scroller } = this.#panel
    if (moved !== 0)
      scroller?.scrollBy({ top: moved / measuredZoomOf(scroller), behavior: 'instant' })
  }
}
