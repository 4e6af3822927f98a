import { html, nothing, svg, type SVGTemplateResult, type TemplateResult } from 'lit'
import type { ToastMessages } from '../../locales/toasts/messages.js'
import { isolateSentence } from '../../protocol/isolate.js'
import { safeLink } from '../../protocol/links.js'
import { newest, type Celebrated, type Toast } from './toast.js'

/** The language of a toast. */
export interface CardWords {
  readonly messages: ToastMessages
  readonly locale: string
}

/** What a toast is drawn with, besides what it says. */
export interface CardContext extends CardWords {
  /** Milliseconds since the epoch, by the server's clock. */
  readonly nowMs: number
  /** Hears of clicks on what the toast leads to. */
  readonly onChoose: (event: MouseEvent) => void
  /** Draws an icon of the set by its name. Not there before the set is. */
  readonly icon: ((name: string) => SVGTemplateResult) | undefined
}

/** One line on a 24 × 24 grid. */
export const glyph = (path: string): SVGTemplateResult => svg`
  <svg class="icon" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2"
    stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">
    <path d=${path}></path>
  </svg>`

// The two that every toast needs, apart from the set, which is heavier than all of a pill.
const star = glyph('m12 3.5 2.6 5.3 5.9.9-4.3 4.1 1 5.9-5.2-2.8-5.2 2.8 1-5.9-4.3-4.1 5.9-.9z')
/** What closes a toast. */
export const cross = glyph('M6 6l12 12M18 6 6 18')

/** What a screen reader says of points, of one celebration, and of several in short. */
export function spokenText(toast: Toast, { messages, locale }: CardWords): string {
  const amount = pointsOf(toast)
  if (amount !== null) return messages.pointsEarned(amount, amount.toLocaleString(locale))
  const { title, message } = plainWords(toast, messages)
  return message ? `${isolateSentence(title)}: ${isolateSentence(message)}` : title
}

const pointsOf = ({ kind, amount }: Toast): number | null => (kind === 'points' ? amount : null)

/** What there is to say of any kind. */
function plainWords(toast: Toast, messages: ToastMessages): Pick<Celebrated, 'title' | 'message'> {
  const count = toast.notifications.length
  const isSum = count > 1 && toast.kind !== 'points'
  return isSum ? { title: messages.rewards(count), message: '' } : newest(toast)
}

/** Where a toast leads: for several, only where all of them do. */
export function linkOf({ notifications }: Toast): string | null {
  const links = new Set(notifications.map(({ actionUrl }) => safeLink(actionUrl)))
  return links.size === 1 ? ([...links][0] ?? null) : null
}

/**
 * A pill: all that most members see of toasts on most days. It is made for points, and says what there
 * is to say of any kind whose art cannot be had.
 */
export function renderPill(toast: Toast, context: CardContext): TemplateResult {
  const amount = pointsOf(toast)
  const { title, message } = plainWords(toast, context.messages)
  const { icon } = newest(toast)
  return html`
    <span class="art" part="art"
      ><slot name="points"
        ><span class="disc">${(icon && context.icon?.(icon)) || star}</span></slot
      ></span
    >
    <span class="text">
      ${renderTitle(toast, amount === null ? title : renderAmount(amount, context), context)}
      ${renderMessage(message)}
    </span>
  `
}

const renderAmount = (amount: number, { messages, locale }: CardContext): TemplateResult =>
  html`<b class="amount" part="amount" dir="ltr" .textContent=${signed(amount, locale)}></b>
    <span .textContent=${messages.points(amount)}></span>`

/** What a toast says first, and the way to where it leads. */
export function renderTitle(
  toast: Toast,
  text: string | TemplateResult,
  { onChoose }: CardContext,
): TemplateResult {
  const href = linkOf(toast)
  // WebKit counts no lines of a button.
  const title = html`<span
    >${typeof text === 'string' ? renderText(text) : html`<bdi>${text}</bdi>`}</span
  >`
  return href === null
    ? html`<button class="title" part="title" type="button" @click=${onChoose}>${title}</button>`
    : html`<a
        class="title"
        part="title"
        href=${href}
        rel="noopener"
        @click=${onChoose}
        @auxclick=${onChoose}
        >${title}</a
      >`
}

/** What it says beside that; nothing where that is nothing. */
export const renderMessage = (text: string): TemplateResult | typeof nothing =>
  text ? html`<span class="message" part="message">${renderText(text)}</span>` : nothing

/** Set as a whole: a translator takes the text node away that would be written into. */
const renderText = (text: string): TemplateResult => html`<bdi .textContent=${text}></bdi>`

/** `+45`, in the digits of the language. */
export const signed = (amount: number, locale: string): string =>
  amount.toLocaleString(locale, { signDisplay: 'exceptZero' })
