/** The `<template data-type="…">` that a page put into an element, for the first type that has one. */
export const templateFor = (
  host: Element,
  types: readonly string[],
): HTMLTemplateElement | undefined =>
  types
    .map((type) =>
      host.querySelector<HTMLTemplateElement>(`template[data-type="${CSS.escape(type)}"]`),
    )
    .find((template) => template !== null) ?? undefined

/** A copy of a template; each of its elements with `data-field` says what the field does, as text. */
export function fillTemplate(
  template: HTMLTemplateElement,
  fields: Readonly<Record<string, unknown>>,
): Node {
  const wrapper = document.createElement('div')
  wrapper.append(template.content.cloneNode(true))
  for (const element of wrapper.querySelectorAll<HTMLElement>('[data-field]')) {
    const value = fields[element.dataset['field'] ?? '']
    element.textContent = ['string', 'number'].includes(typeof value) ? String(value) : ''
  }
  return wrapper
}
