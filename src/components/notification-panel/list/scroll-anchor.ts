import { measuredZoomOf } from '../../../internal/zoom.js'

interface Place {
  readonly row: HTMLElement
  readonly top: number
}

/**
 * Keeps what is read where it is when rows above it come or go. Browsers do it by themselves, but for
 * WebKit, which knows no scroll anchors.
 */
export class ScrollAnchor {
  readonly #panel: HTMLElement
  readonly #isNeeded = !globalThis.CSS?.supports('overflow-anchor', 'auto')
  #place: Place | undefined

  constructor(panel: HTMLElement) {
    this.#panel = panel
  }

  /** Called before a render. */
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

  /** Called after it. */
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
