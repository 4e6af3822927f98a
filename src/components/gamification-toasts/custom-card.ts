import { css, html, type TemplateResult } from 'lit'
import { fillTemplate, templateFor } from '../../internal/template.js'
import type { GamificationToasts } from './gamification-toasts.js'
import { renderTitle, signed, spokenText, type CardContext } from './toast-card.js'
import { newest, type Toast } from './toast.js'

/** What a page has put there can be used, above the way to where the toast leads. */
export const styles = css`
  .custom :is(a, button) {
    position: relative;
    z-index: 1;
  }
`

// A template is filled once for each state of a toast: what a page has put into it stays.
const filled = new WeakMap<Toast, Node>()

/**
 * What a page draws in the place of a toast's inside; `undefined` where it leaves it to us. The toast
 * stays ours: it leads where it leads, and closes.
 */
export function renderCustom(
  host: GamificationToasts,
  toast: Toast,
  context: CardContext,
): TemplateResult | undefined {
  const own = fromFunction(host, toast) ?? fromTemplate(host, toast, context)
  if (own === undefined) return undefined
  const name = html`<span class="visually-hidden">${spokenText(toast, context)}</span>`
  return html`<div class="custom">${own}</div>
    ${renderTitle(toast, name, context)}`
}

// Toasts are drawn again and again; a mistake is told once.
const failed = new WeakSet<Toast>()

function fromFunction(host: GamificationToasts, toast: Toast): unknown {
  if (failed.has(toast)) return undefined
  try {
    const own = host.renderToast?.(toast)
    // As in JSX, `condition && …` draws nothing of its own.
    return /string|number|object/.test(typeof own) ? own : undefined
  } catch (error) {
    // The page hears of its mistake, and the member of what was earned.
    failed.add(toast)
    globalThis.reportError?.(error)
    return undefined
  }
}

function fromTemplate(
  host: GamificationToasts,
  toast: Toast,
  context: CardContext,
): Node | undefined {
  // What sums up several is of no one's type.
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
