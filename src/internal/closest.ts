/**
 * Returns the nearest element that matches a selector: the element itself or an ancestor, across
 * shadow roots. Returns `null` if none matches.
 */
export function closestAcross(element: Element, css: string): HTMLElement | null {
  for (let at: Element | undefined = element; at;) {
    const found = at.closest<HTMLElement>(css)
    if (found) return found
    at = (at.getRootNode() as Partial<ShadowRoot>).host
  }
  return null
}
