import { html, type TemplateResult } from 'lit'
import type { GamificationToasts } from './gamification-toasts.js'
import type { CardContext } from './toast-card.js'
import { newest, signed } from './toast-card.js'
import type { Toast } from './toast.js'

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
  const template = templateFor(host, toast)
  if (!template) return undefined
  const node = filled.get(toast) ?? fill(template, toast, context)
  filled.set(toast, node)
  return html`<div class="custom">${node}</div>`
}

const templateFor = (host: HTMLElement, toast: Toast): HTMLTemplateElement | undefined =>
  [newest(toast).type, toast.kind]
    .map((type) =>
      host.querySelector<HTMLTemplateElement>(`template[data-type="${CSS.escape(type)}"]`),
    )
    .find((template) => template !== null) ?? undefined

function fill(template: HTMLTemplateElement, toast: Toast, { locale }: CardContext): Node {
  const { title, message, data } = newest(toast)
  const fields: Readonly<Record<string, unknown>> = {
    ...data,
    title,
    message,
    count: toast.notifications.length,
    ...(toast.amount !== null && { amount: signed(toast.amount, locale) }),
  }
  const wrapper = document.createElement('div')
  wrapper.append(template.content.cloneNode(true))
  for (const element of wrapper.querySelectorAll<HTMLElement>('[data-field]')) {
    const value = fields[element.dataset['field'] ?? '']
    element.textContent = ['string', 'number'].includes(typeof value) ? String(value) : ''
  }
  return wrapper
}
