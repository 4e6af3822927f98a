import { html, type TemplateResult } from 'lit'
import { fillTemplate, templateFor } from '../../internal/template.js'
import type { GamificationToasts } from './gamification-toasts.js'
import type { CardContext } from './toast-card.js'
import { signed } from './toast-card.js'
import { newest, type Toast } from './toast.js'

// A template is filled once for each state of a toast: what a page has put into it stays.
const filled = new WeakMap<Toast, Node>()

/** What a page draws in the place of a toast's inside; `undefined` where it leaves it to us. */
export function renderCustom(
  host: GamificationToasts,
  toast: Toast,
  context: CardContext,
): TemplateResult | undefined {
  const own = host.renderToast?.(toast)
  if (own !== undefined && own !== null) return html`<div class="custom">${own}</div>`
  const template = templateFor(host, [newest(toast).type, toast.kind])
  if (!template) return undefined
  const node = filled.get(toast) ?? fillTemplate(template, fieldsOf(toast, context))
  filled.set(toast, node)
  return html`<div class="custom">${node}</div>`
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
