import type { ListController } from './list-controller.js'
import { nearView } from './near-view.js'

/** A panel that loads older notifications when the end of its list comes near. */
export interface EndlessPanel extends HTMLElement {
  readonly list: ListController
  /** Whether the member sees the panel. */
  readonly isOpen: boolean
  /** The element in which the list is scrolled. */
  readonly scroller: HTMLElement | null
  /** Whether the button alone loads older notifications. */
  readonly loadsByButton: boolean
}

/** Older notifications are loaded when the end of the list is nearer than this, in pixels. */
const NEAR = 600

/**
 * Loads older notifications when the end of the list comes near. The button below the list stays, for
 * the keyboard and for screen readers.
 *
 * @returns a function to call after each render
 */
export function watchEnd(panel: EndlessPanel, signal: AbortSignal): () => void {
  if (!('IntersectionObserver' in window)) return () => {}
  let observer: IntersectionObserver | undefined
  let observed: Element | null = null
  let lastRow: string | undefined
  const handle = (entries: IntersectionObserverEntry[]): void => {
    const { list, isOpen, loadsByButton } = panel
    const isNear = entries.at(-1)?.isIntersecting === true
    if (isNear && isOpen && !loadsByButton && list.mayContinue) void list.showOlder()
  }
  signal.addEventListener('abort', () => observer?.disconnect())
  return () => {
    const { list, scroller } = panel
    const end = list.isLoading ? null : panel.querySelector('.older')
    const row = list.shown.rows.at(-1)?.id
    // After each load the end is observed anew: it may still be near, which is no change.
    if (end === observed && row === lastRow) return
    observer?.disconnect()
    observer = new IntersectionObserver(handle, nearView(scroller, NEAR))
    observed = end
    lastRow = row
    if (end) observer.observe(end)
  }
}
