import { css, html, type TemplateResult } from 'lit'
import { fillTemplate, templateFor } from '../../internal/template.js'
import type { ToastHost } from './toast-host.js'
import { renderTitle, signed, spokenText, type CardContext } from './toast-card.js'
import { newest, type Toast } from './toast.js'

/** Links and buttons of the page's own content lie above the link that covers the toast. */
export const styles = css`
  .custom :is(a, button) {
    position: relative;
    z-index: 1;
  }
`

// A template is filled once for each state of a toast, so changes by the page are kept.
const filled = new WeakMap<Toast, Node>()

/**
 * Renders the page's own content inside a toast, with an invisible title that is the toast's link.
 * The toast keeps its close button. Returns `undefined` if the page has no content for the toast.
 */
export function renderCustom(
  host: ToastHost,
  toast: Toast,
  context: CardContext,
): TemplateResult | undefined {
  const own = fromFunction(host, toast) ?? fromTemplate(host, toast, context)
  if (own === undefined) return undefined
  const name = html`<span class="visually-hidden">${spokenText(toast, context)}</span>`
  return html`<div class="custom">${own}</div>
    ${renderTitle(toast, name, context)}`
}

// Toasts render repeatedly; an error of the page's function is reported once for each toast.
const failed = new WeakSet<Toast>()

function fromFunction(host: ToastHost, toast: Toast): unknown {
  if (failed.has(toast)) return undefined
  try {
    const own = host.renderToast?.(toast)
    // As in JSX, a `condition && …` that is `false` means that there is no content.
    return /string|number|object/.test(typeof own) ? own : undefined
  } catch (error) {
    // Report the error to the page, and show the member the default toast.
    failed.add(toast)
    globalThis.reportError?.(error)
    return undefined
  }
}

function fromTemplate(host: ToastHost, toast: Toast, context: CardContext): Node | undefined {
  // A digest holds notifications of several types, so only a template for `digest` fits.
  const type = toast.kind === 'digest' ? toast.kind : newest(toast).type
  const template = templateFor(host, [type, toast.kind])
  if (!template) return undefined
  const node = filled.get(toast) ?? fillTemplate(template, fieldsOf(toast, context))
  filled.set(toast, node)
  return node
}

function fieldsOf(toast: Toast, { locale }: CardContext): Readonly<Record<string, unknown>> {
  const { title, message, data } = newest(toast)
  return {
    ...data,
    title,
    message,
    count: toast.notifications.length,
    ...(toast.amount !== null && { amount: signed(toast.amount, locale) }),
  }
}
