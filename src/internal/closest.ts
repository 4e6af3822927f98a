/** The nearest element that matches: this one, or one around it across shadow roots. */
export function closestAcross(element: Element, css: string): HTMLElement | null {
  for (let at: Element | undefined = element; at;) {
    const found = at.closest<HTMLElement>(css)
    if (found) return found
    at = (at.getRootNode() as Partial<ShadowRoot>).host
  }
  return null
}
