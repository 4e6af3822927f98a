import type { PanelSearch } from './search/panel-search.js'

/**
 * Closes one thing with each press of Escape: an open menu or help first, then the search, then the
 * panel. The host page does not receive that key press, so that a dialog around the panel stays
 * open. The listener captures on the window, because Radix captures on the document.
 *
 * @param search - returns the panel's search, once its code is loaded
 */
export function closeByEscape(
  panel: HTMLElement,
  search: () => PanelSearch | undefined,
  signal: AbortSignal,
): void {
  const options = { signal, capture: true }
  const view = panel.ownerDocument.defaultView
  let isTaken = false
  const take = (event: Event): void => {
    event.preventDefault()
    event.stopImmediatePropagation()
  }
  view?.addEventListener(
    'keydown',
    (event) => {
      if (event.key !== 'Escape') return
      // A key that is held down closes one thing; its repeats do not reach the page.
      isTaken = event.repeat ? isTaken : close(event, panel, search())
      if (isTaken) take(event)
    },
    options,
  )
  // Some pages listen for `keyup`.
  view?.addEventListener(
    'keyup',
    (event) => {
      if (event.key !== 'Escape' || !isTaken) return
      isTaken = false
      take(event)
    },
    options,
  )
}

/** Closes the innermost open thing. Returns whether there was one. */
function close(event: KeyboardEvent, panel: HTMLElement, search: PanelSearch | undefined): boolean {
  const root = panel.getRootNode() as ShadowRoot
  const path = event.composedPath()
  const isOfToasts = path.some((at) => (at as Partial<Element>).matches?.('gamification-toasts'))
  // A popover in a slot belongs to the page.
  const isOfPage = isOfToasts || root.host.querySelector(':popover-open') !== null
  if (event.isComposing || event.defaultPrevented || isOfPage) return false
  const popover = [...root.querySelectorAll<HTMLElement>(':popover-open')].at(-1)
  const isInLayer = popover !== undefined && !popover.contains(panel)
  if (search?.isOpen && !isInLayer && path.includes(panel)) search.leave()
  else if (popover) popover.hidePopover()
  else return false
  return true
}
