import { nearView } from './near-view.js'

/** A panel that renders a long list in pages. */
export interface PagedPanel extends HTMLElement {
  /** The pages that are not rendered, by their `data-page`. */
  readonly farPages: Set<string>
  /** The element in which the list is scrolled. */
  readonly scroller: HTMLElement | null
  requestUpdate(): void
}

/** A page is rendered when it is nearer to the part in sight than this, in pixels. */
const NEAR = 1_500

/**
 * Decides which pages of a long list are rendered: those near the part in sight. A page that is left
 * out keeps its height, so that nothing moves.
 *
 * @returns a function to call after each render
 */
export function watchPages(panel: PagedPanel, signal: AbortSignal): () => void {
  if (!('IntersectionObserver' in window)) return () => {}
  const pages = new PageWatch(panel)
  signal.addEventListener('abort', () => pages.disconnect())
  return () => pages.update()
}

class PageWatch {
  readonly #panel: PagedPanel
  /** The keys of the observed pages. */
  readonly #keys = new Map<HTMLElement, string>()
  /** The observed pages that are far from the part in sight. */
  readonly #far = new Set<Element>()
  #observer: IntersectionObserver | undefined

  constructor(panel: PagedPanel) {
    this.#panel = panel
  }

  disconnect(): void {
    this.#observer?.disconnect()
  }

  /** Observes the pages that the last render has made. */
  update(): void {
    const { scroller, farPages } = this.#panel
    if (!scroller) return
    for (const [page, key] of this.#keys)
      if (!page.isConnected || page.dataset['page'] !== key) this.#forget(page, key)
    for (const page of this.#pages) {
      const { page: key = '' } = page.dataset
      // The height of a page that is rendered again is that of its rows.
      if (!farPages.has(key)) page.style.blockSize = ''
      if (this.#keys.has(page)) continue
      this.#keys.set(page, key)
      this.#observer ??= new IntersectionObserver(
        (entries) => this.#handle(entries),
        nearView(scroller, NEAR),
      )
      this.#observer.observe(page)
    }
  }

  /** The pages of a long list, from top to bottom. A list that is rendered whole has none. */
  get #pages(): HTMLElement[] {
    return [...this.#panel.querySelectorAll<HTMLElement>('[data-page]')]
  }

  #forget(page: HTMLElement, key: string): void {
    this.#observer?.unobserve(page)
    this.#keys.delete(page)
    this.#far.delete(page)
    this.#panel.farPages.delete(key)
    page.style.blockSize = ''
  }

  #handle(entries: readonly IntersectionObserverEntry[]): void {
    for (const { target, isIntersecting } of entries)
      if (isIntersecting) this.#far.delete(target)
      else this.#far.add(target)
    this.#choose()
  }

  /** Leaves out the pages that are far, and renders those that are no longer. */
  #choose(): void {
    const { farPages } = this.#panel
    const pages = this.#pages
    const focused = pages.findIndex((page) => page.matches(':focus-within'))
    const changed = pages.filter((page, index) => {
      const isLeftOut = this.#far.has(page) && !isKept(index, focused, pages.length)
      return isLeftOut !== farPages.has(page.dataset['page'] ?? '')
    })
    // All heights are read before the first is set, else the browser would lay out the list for each.
    const heights = changed.map((page) => Number.parseFloat(getComputedStyle(page).blockSize))
    for (const [index, page] of changed.entries()) this.#toggle(page, heights[index] ?? 0)
    if (changed.length > 0) this.#panel.requestUpdate()
  }

  #toggle(page: HTMLElement, height: number): void {
    const { farPages } = this.#panel
    const { page: key = '' } = page.dataset
    if (farPages.delete(key)) return
    // A closed panel has no heights.
    if (!(height > 0)) return
    farPages.add(key)
    page.style.blockSize = `${height}px`
    const rows = page.childElementCount
    // Rows that are rendered again have this height until they were in sight.
    if (rows > 0) page.style.setProperty('--_row-height', `${height / rows}px`)
  }
}

/**
 * Whether a page is rendered even far from the part in sight. The first and the last page are, for the
 * keys Home and End. The page with the focus and its neighbours are, for the arrow keys.
 */
const isKept = (index: number, focused: number, count: number): boolean =>
  index === 0 || index === count - 1 || (focused >= 0 && Math.abs(index - focused) <= 1)
