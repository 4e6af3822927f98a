import { html, nothing, type TemplateResult } from 'lit'
import { guard } from 'lit/directives/guard.js'
import { fillTemplate, templateFor } from '../../../internal/template.js'
import type { InboxNotification } from '../../../store/listing.js'

/** An element whose host page may render the inside of a row. */
export interface RowHost extends Element {
  renderNotification?: ((notification: InboxNotification) => unknown) | undefined
}

/**
 * Renders the host page's own content in place of a row's title and message. The content comes from
 * the `renderNotification` function, or from a `<template data-type="…">` in the element whose
 * elements with `data-field` are filled with text. The row remains a list item with its link, time
 * and actions. Returns `undefined` if the page has no content for the notification.
 */
export function renderCustomRow(
  host: RowHost,
  notification: InboxNotification,
): TemplateResult | undefined {
  let own: unknown
  try {
    const drawn = host.renderNotification?.(notification)
    // A value that cannot be converted to text would throw during rendering and break the list.
    if (drawn !== nothing && `${drawn as string}`) own = drawn
  } catch (error) {
    // An error in the page's function affects only that row.
    globalThis.reportError?.(error)
  }
  own ||= fromTemplate(host, notification)
  return own ? html`<div class="own">${own}</div>` : undefined
}

function fromTemplate(host: RowHost, notification: InboxNotification): unknown {
  const { type, title, message, data } = notification
  const template = templateFor(host, [type])
  // The template is filled once for each state of a notification, so changes by the page are kept.
  return (
    template &&
    guard([template, notification], () => fillTemplate(template, { ...data, title, message }))
  )
}
