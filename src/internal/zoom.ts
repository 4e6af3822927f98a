/**
 * Returns the factor by which CSS `zoom` of an element and its ancestors enlarges it; 1 if the
 * element has no box.
 */
export function zoomOf(element: Element): number {
  const { currentCSSZoom } = element as Partial<Element>
  if (currentCSSZoom !== undefined) return currentCSSZoom
  let zoom = 1
  for (let at: Element | null | undefined = element; at;) {
    // Browsers without support for `zoom` return no value.
    zoom *= Number.parseFloat(getComputedStyle(at).zoom) || 1
    at = at.assignedSlot ?? at.parentElement ?? (at.getRootNode() as Partial<ShadowRoot>).host
  }
  return zoom
}

/**
 * Returns the number of measured pixels for one pixel of an element's styles. WebKit, which has no
 * `currentCSSZoom`, measures boxes in the element's own pixels, and removes the zoom from lengths
 * that follow the window.
 */
export const measuredZoomOf = (element: Element): number =>
  (element as Partial<Element>).currentCSSZoom ?? 1

/**
 * Sets the custom property by which an element's style sheets divide lengths that follow the
 * window.
 */
export const setZoom = (element: HTMLElement, zoom: number): void =>
  element.style.setProperty('--_zoom', String(zoom))
