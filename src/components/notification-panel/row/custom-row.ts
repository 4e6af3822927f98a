import { html, nothing, type TemplateResult } from 'lit'
import { guard } from 'lit/directives/guard.js'
import { fillTemplate, templateFor } from '../../../internal/template.js'
import type { InboxNotification } from '../../../store/listing.js'

/** An element whose page may draw the inside of a row. */
export interface RowHost extends Element {
  renderNotification?: ((notification: InboxNotification) => unknown) | undefined
}

/**
 * What a page draws in the place of a row's title and message: by the function it gave, or by a
 * `<template data-type="…">` in the element, whose elements with `data-field` are filled with text.
 * The row stays ours: a list item, with its link, time and actions.
 */
export function renderCustomRow(
  host: RowHost,
  notification: InboxNotification,
): TemplateResult | undefined {
  let own: unknown
  try {
    const drawn = host.renderNotification?.(notification)
    // What can be no text would throw where it is drawn, and take the list with it.
    if (drawn !== nothing && `${drawn as string}`) own = drawn
  } catch (error) {
    // What goes wrong in a page's own function costs no more than its drawing.
    globalThis.reportError?.(error)
  }
  own ||= fromTemplate(host, notification)
  return own ? html`<div class="own">${own}</div>` : undefined
}

function fromTemplate(host: RowHost, notification: InboxNotification): unknown {
  const { type, title, message, data } = notification
  const template = templateFor(host, [type])
  // Filled once for each state of a notification: what a page has put into it stays.
  return (
    template &&
    guard([template, notification], () => fillTemplate(template, { ...data, title, message }))
  )
}
