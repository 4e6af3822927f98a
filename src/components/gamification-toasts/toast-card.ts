import { html, nothing, svg, type SVGTemplateResult, type TemplateResult } from 'lit'
import type { ToastMessages } from '../../locales/toasts/messages.js'
import { isolateSentence } from '../../protocol/isolate.js'
import { safeLink } from '../../protocol/links.js'
import { newest, type Celebrated, type Toast } from './toast.js'

/** The texts and the locale of a toast. */
export interface CardWords {
  readonly messages: ToastMessages
  readonly locale: string
}

/** The options for rendering a toast, apart from the toast itself. */
export interface CardContext extends CardWords {
  /** The current time by the server's clock, in milliseconds since the epoch. */
  readonly nowMs: number
  /** Called for clicks on the link or button of the toast. */
  readonly onChoose: (event: MouseEvent) => void
  /** Renders an icon of the icon set by its name; `undefined` until the set is loaded. */
  readonly icon: ((name: string) => SVGTemplateResult) | undefined
}

/** Renders an icon of one path on a 24 × 24 grid. */
export const glyph = (path: string): SVGTemplateResult => svg`
  <svg class="icon" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2"
    stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">
    <path d=${path}></path>
  </svg>`

// The star and the cross, which every toast needs. They are not in the icon set, because the set is
// larger than all the code of the simplest toast.
const star = glyph('m12 3.5 2.6 5.3 5.9.9-4.3 4.1 1 5.9-5.2-2.8-5.2 2.8 1-5.9-4.3-4.1 5.9-.9z')
/** The icon of the close button. */
export const cross = glyph('M6 6l12 12M18 6 6 18')

/**
 * Returns the text of a toast for screen readers: points, the title and message of one celebration,
 * or the number of several.
 */
export function spokenText(toast: Toast, { messages, locale }: CardWords): string {
  const amount = pointsOf(toast)
  if (amount !== null) return messages.pointsEarned(amount, amount.toLocaleString(locale))
  const { title, message } = plainWords(toast, messages)
  return message ? `${isolateSentence(title)}: ${isolateSentence(message)}` : title
}

const pointsOf = ({ kind, amount }: Toast): number | null => (kind === 'points' ? amount : null)

/** The title and message that fit any kind of toast. */
function plainWords(toast: Toast, messages: ToastMessages): Pick<Celebrated, 'title' | 'message'> {
  const count = toast.notifications.length
  const isSum = count > 1 && toast.kind !== 'points'
  return isSum ? { title: messages.rewards(count), message: '' } : newest(toast)
}

/**
 * Returns the address that a toast links to. A toast of several notifications has a link only if
 * all of them share it; otherwise `null`.
 */
export function linkOf({ notifications }: Toast): string | null {
  const links = new Set(notifications.map(({ actionUrl }) => safeLink(actionUrl)))
  return links.size === 1 ? ([...links][0] ?? null) : null
}

/**
 * Renders a toast as a pill, the simplest form. It is the form for points, and the fallback for any
 * kind whose own renderer could not be loaded.
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

/** Renders the title of a toast, as its link or, without an address, as a button. */
export function renderTitle(
  toast: Toast,
  text: string | TemplateResult,
  { onChoose }: CardContext,
): TemplateResult {
  const href = linkOf(toast)
  // WebKit ignores `line-clamp` on a button, so clamp a span inside it.
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

/** Renders the message of a toast; nothing if the text is empty. */
export const renderMessage = (text: string): TemplateResult | typeof nothing =>
  text ? html`<span class="message" part="message">${renderText(text)}</span>` : nothing

/**
 * The text is set as `textContent`: a translator may replace the text node that a template would
 * update.
 */
const renderText = (text: string): TemplateResult => html`<bdi .textContent=${text}></bdi>`

/** Formats a number with its sign, such as `+45`, in the digits of the language. */
export const signed = (amount: number, locale: string): string =>
  amount.toLocaleString(locale, { signDisplay: 'exceptZero' })
