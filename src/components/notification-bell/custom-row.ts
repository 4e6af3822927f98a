import { html, nothing, type TemplateResult } from 'lit'
import { fillTemplate, templateFor } from '../../internal/template.js'
import type { InboxNotification } from '../../store/listing.js'

/** An element whose page may draw the inside of a row. */
export interface RowHost extends Element {
  renderNotification?: ((notification: InboxNotification) => unknown) | undefined
}

// A template is filled once for each state of a notification: what a page has put into it stays.
const filled = new WeakMap<InboxNotification, Node>()

/**
 * What a page draws in the place of a row's title and message: by the function it gave, or by a
 * `<template data-type="…">` in the element, whose elements with `data-field` are filled with text.
 * The row stays ours: a list item, with its link, time and actions.
 */
export function renderOwn(
  host: RowHost,
  notification: InboxNotification,
): TemplateResult | undefined {
  const own = host.renderNotification?.(notification) ?? fromTemplate(host, notification)
  return own === undefined || own === nothing ? undefined : html`<div class="own">${own}</div>`
}

function fromTemplate(host: RowHost, notification: InboxNotification): Node | undefined {
  const { type, title, message, data } = notification
  const template = templateFor(host, [type])
  if (!template) return undefined
  const node = filled.get(notification) ?? fillTemplate(template, { ...data, title, message })
  filled.set(notification, node)
  return node
}
