/**
 * How many times larger CSS `zoom` draws an element: its own, and that of all around it. 1 where the
 * element has no box.
 */
export function zoomOf(element: Element): number {
  const { currentCSSZoom } = element as Partial<Element>
  if (currentCSSZoom !== undefined) return currentCSSZoom
  let zoom = 1
  for (let at: Element | null | undefined = element; at;) {
    // Without support for `zoom` there is no value.
    zoom *= Number.parseFloat(getComputedStyle(at).zoom) || 1
    at = at.assignedSlot ?? at.parentElement ?? (at.getRootNode() as Partial<ShadowRoot>).host
  }
  return zoom
}

/**
 * How many pixels of its box, as the browser measures it, one pixel of an element's styles is. WebKit,
 * which does not tell an element's zoom, measures boxes in the element's own pixels, and takes the zoom
 * out of the lengths that follow the window.
 */
export const measuredZoomOf = (element: Element): number =>
  (element as Partial<Element>).currentCSSZoom ?? 1

/** Tells the style sheets of an element by what to divide the lengths that follow the window. */
export const setZoom = (element: HTMLElement, zoom: number): void =>
  element.style.setProperty('--_zoom', String(zoom))
