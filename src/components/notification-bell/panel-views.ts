import { html, nothing, type TemplateResult } from 'lit'
import { icon } from '../../internal/icons.js'
import type { Messages } from '../../locales/messages.js'

/** What stands where the list would be. */
export interface Notice {
  readonly art: string
  readonly title: string
  readonly text: string
  /** Given where something failed, and can be tried again. */
  readonly onRetry?: () => void
}

/** A notice in place of the list: nothing there, or something wrong. */
export const renderNotice = (
  { art, title, text, onRetry }: Notice,
  messages: Messages,
): TemplateResult => html`
  <div class="notice" role=${onRetry ? 'alert' : 'status'}>
    <span class="art ${onRetry ? 'trouble' : ''}">${icon(art)}</span>
    <p class="notice-title">${title}</p>
    <p class="notice-text">${text}</p>
    ${
      onRetry
        ? html`<button class="button-outline" type="button" @click=${onRetry}>
            ${messages.tryAgain}
          </button>`
        : nothing
    }
  </div>
`

const bone = html`<div class="bone-row">
  <span class="bone tile"></span>
  <span class="bone-lines"><span class="bone"></span><span class="bone"></span></span>
</div>`

/** The shape of a list that is on its way. */
export const renderSkeleton = (messages: Messages): TemplateResult => html`
  <p class="visually-hidden" role="status">${messages.loading}</p>
  <div class="skeleton" aria-hidden="true">${bone}${bone}${bone}${bone}${bone}</div>
`
