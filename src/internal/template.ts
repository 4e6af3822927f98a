import { balanceDirection } from '../protocol/isolate.js'

/** The `<template data-type="…">` that a page put into an element, for the first type that has one. */
export const templateFor = (
  host: Element,
  types: readonly string[],
): HTMLTemplateElement | undefined =>
  types
    .map((type) =>
      [...host.querySelectorAll<HTMLTemplateElement>('template[data-type]')].find(
        ({ dataset }) => dataset['type'] === type,
      ),
    )
    .find(Boolean)

/**
 * A copy of a template. Each of its elements with `data-field` shows the field of that name, as text in
 * a direction of its own: where it has no `dir`, it gets `auto`.
 */
export function fillTemplate(
  template: HTMLTemplateElement,
  fields: Readonly<Record<string, unknown>>,
): Node {
  const wrapper = document.createElement('div')
  wrapper.append(template.content.cloneNode(true))
  for (const element of wrapper.querySelectorAll<HTMLElement>('[data-field]')) {
    const value = fields[element.dataset['field'] ?? '']
    element.textContent = ['string', 'number'].includes(typeof value)
      ? balanceDirection(String(value))
      : ''
    element.dir ||= 'auto'
  }
  return wrapper
}
