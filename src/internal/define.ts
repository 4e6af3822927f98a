/**
 * Registers an element. The first class wins: a second copy of the library must not break the page.
 */
export function define(tag: string, element: CustomElementConstructor): void {
  if (!customElements.get(tag)) customElements.define(tag, element)
}
