import { balanceDirection } from '../protocol/isolate.js'

/**
 * Returns the `<template data-type="…">` inside an element for the first of `types` that has one;
 * `undefined` if there is none.
 */
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
 * Returns a copy of a template in which each element with `data-field` shows the field of that name
 * as text. An element without `dir` gets `dir="auto"`, so that its text has its own direction.
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
