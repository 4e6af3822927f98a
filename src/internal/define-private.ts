/**
 * Registers a class that pages never write as a tag, under a name that is still free, so that two
 * versions of the library each use their own.
 */
export function definePrivate(name: string, element: CustomElementConstructor): void {
  let tag = name
  for (let copy = 2; customElements.get(tag); copy += 1) tag = `${name}-${copy}`
  customElements.define(tag, element)
}
