/**
 * Registers the class of an internal element, which pages never write as a tag, under a tag name
 * that is still free. Two versions of the library on one page thus each use their own class.
 */
export function definePrivate(name: string, element: CustomElementConstructor): void {
  let tag = name
  for (let copy = 2; customElements.get(tag); copy += 1) tag = `${name}-${copy}`
  customElements.define(tag, element)
}
