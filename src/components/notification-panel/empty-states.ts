import { html, nothing, type TemplateResult } from 'lit'
import { icon } from '../../internal/icons.js'
import type { Messages } from '../../locales/messages.js'
import type { ConnectionStatus } from '../../store/inbox-store.js'

/** The content of a message in place of the list. */
export interface Notice {
  readonly art: string
  readonly title: string
  readonly text: string
}

/** Renders a message in place of the list, with a "Show all" button if `onShowAll` is set. */
export const renderNotice = (
  { art, title, text }: Notice,
  onShowAll: (() => void) | undefined,
  messages: Messages,
): TemplateResult => html`
  <div class="notice" part="notice" data-say="notice">
    <span class="art ${art}">${icon(art)}</span>
    <p class="notice-title">${title}</p>
    <p class="notice-text">${text}</p>
    ${
      onShowAll
        ? html`<button class="button-outline" part="show-all" type="button" @click=${onShowAll}>
            ${messages.showAll}
          </button>`
        : nothing
    }
  </div>
`

/** Renders a message that something failed, with a "Try again" button. */
const renderTrouble = (
  { art, title, text }: Notice,
  onRetry: () => void,
  messages: Messages,
): TemplateResult => html`
  <div class="notice" part="notice" data-say="notice">
    <span class="art trouble">${icon(art)}</span>
    <p class="notice-title">${title}</p>
    <p class="notice-text">${text}</p>
    <button class="button-outline" part="retry" type="button" @click=${onRetry}>
      ${messages.tryAgain}
    </button>
  </div>
`

const bone = html`<div class="bone-row">
  <span class="bone tile"></span>
  <span class="bone-lines"><span class="bone"></span><span class="bone"></span></span>
</div>`

const chips = html`<div class="bone-chips">
  <span class="bone chip"></span><span class="bone chip"></span><span class="bone chip"></span
  ><span class="bone chip"></span>
</div>`

/**
 * Renders the placeholder of a list that is being loaded.
 *
 * @param hasFilters - whether the filters are there already; otherwise it stands for them too
 */
export const renderSkeleton = (messages: Messages, hasFilters: boolean): TemplateResult => html`
  <p class="visually-hidden" data-say="notice">${messages.loading}</p>
  <div class="skeleton" aria-hidden="true">
    ${hasFilters ? nothing : chips}
    <div class="bone-day"><span class="bone"></span></div>
    <div>${bone}${bone}${bone}${bone}${bone}</div>
    <p class="still">${messages.stillConnecting}</p>
  </div>
`

/**
 * Renders the message in place of the list.
 *
 * @param what - the reason: the list was `never` filled, it was `cleared`, or the status of a
 *   connection that has not delivered it
 */
export function renderEmptyState(
  what: 'never' | 'cleared' | ConnectionStatus | undefined,
  onRetry: () => void,
  words: Messages,
): TemplateResult {
  switch (what) {
    case 'never':
      return html`<slot name="empty"
        >${renderNotice(
          { art: 'bell', title: words.neverTitle, text: words.neverText },
          undefined,
          words,
        )}</slot
      >`
    case 'cleared':
      return renderNotice(
        { art: 'check', title: words.clearedTitle, text: words.clearedText },
        undefined,
        words,
      )
    case 'unauthorized':
    case 'closed':
      return renderTrouble(
        { art: 'door', title: words.signedOutTitle, text: words.signedOutText },
        onRetry,
        words,
      )
    case 'offline':
    case undefined:
      return renderTrouble(
        { art: 'cloud', title: words.failedTitle, text: words.failedText },
        onRetry,
        words,
      )
    default:
      return renderSkeleton(words, false)
  }
}

const statusWords: Readonly<Record<ConnectionStatus, keyof Messages & `status${string}`>> = {
  connecting: 'statusConnecting',
  live: 'statusLive',
  degraded: 'statusDegraded',
  offline: 'statusOffline',
  unauthorized: 'statusUnauthorized',
  closed: 'statusClosed',
}

/** Renders the status of the connection in words. */
export const renderStatus = (status: ConnectionStatus, messages: Messages): TemplateResult =>
  html`<span class="status ${status}" part="status">${messages[statusWords[status]]}</span>`
