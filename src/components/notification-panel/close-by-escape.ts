import type { PanelSearch } from './search/panel-search.js'

/**
 * Closes one thing with each press of Escape: an open menu or help first, then the search, then the
 * panel. The page hears nothing of that press, so that no dialog around the panel closes with it. The
 * listener is on the window and captures, because Radix listens on the document and captures.
 *
 * @param search - the panel's search, once its code is there
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
      // A key that is held closes one thing, and nothing of the page after it.
      isTaken = event.repeat ? isTaken : close(event, panel, search())
      if (isTaken) take(event)
    },
    options,
  )
  // Some pages listen for the end of the press.
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

/** Closes the innermost thing that is open. Answers whether there was one. */
function close(event: KeyboardEvent, panel: HTMLElement, search: PanelSearch | undefined): boolean {
  const root = panel.getRootNode() as ShadowRoot
  const path = event.composedPath()
  const isOfToasts = path.some((at) => (at as Partial<Element>).matches?.('gamification-toasts'))
  // A popover in a slot is the page's own.
  const isOfPage = isOfToasts || root.host.querySelector(':popover-open') !== null
  if (event.isComposing || event.defaultPrevented || isOfPage) return false
  const popover = [...root.querySelectorAll<HTMLElement>(':popover-open')].at(-1)
  const isInLayer = popover !== undefined && !popover.contains(panel)
  if (search?.isOpen && !isInLayer && path.includes(panel)) search.leave()
  else if (popover) popover.hidePopover()
  else return false
  return true
}
