import { html, nothing, type TemplateResult } from 'lit'
import type { LoadingStatus, SavingStatus } from '../../client/preferences/preferences-editor.js'
import { icon } from '../../internal/icons.js'
import type { PreferencesMessages } from '../../locales/preferences/messages.js'

const bone = html`<div class="bone-row">
  <span class="bone tile"></span><span class="bone"></span><span class="bone"></span>
</div>`

/** Renders the placeholder or the message in place of the form: loading, signed out or failed. */
export function renderFormState(
  loading: LoadingStatus,
  messages: PreferencesMessages,
  onRetry: () => void,
): TemplateResult {
  if (loading === 'loading')
    return html`<p class="visually-hidden" role="status">${messages.loading}</p>
      <div class="skeleton" aria-hidden="true">${bone}${bone}${bone}${bone}</div>`
  const isSignedOut = loading === 'unauthorized'
  return html`<div class="notice" part="notice" role="alert">
    <span class="art">${icon(isSignedOut ? 'door' : 'cloud')}</span>
    <p class="notice-title">${isSignedOut ? messages.signedOutTitle : messages.failedTitle}</p>
    <p class="hint">${isSignedOut ? messages.signedOutText : messages.failedText}</p>
    <button class="button-outline" part="retry" type="button" @click=${onRetry}>
      ${messages.tryAgain}
    </button>
  </div>`
}

/**
 * Renders the status of the last change. Its live region is always in the page: screen readers
 * announce changes in a live region, but not a new region.
 */
export const renderSaving = (
  saving: SavingStatus,
  messages: PreferencesMessages,
  onTryAgain: () => void,
): TemplateResult => html`
  <div class="saving-region" role="status">${renderSavingLine(saving, messages, onTryAgain)}</div>
`

function renderSavingLine(
  saving: SavingStatus,
  messages: PreferencesMessages,
  onTryAgain: () => void,
): TemplateResult | typeof nothing {
  switch (saving) {
    case 'idle':
      return nothing
    case 'saving':
      // Screen readers announce only the result.
      return html`<span class="saving" part="saving" aria-hidden="true">${messages.saving}</span>`
    case 'saved':
      return html`<span class="saving saved" part="saving">${icon('check')}${messages.saved}</span>`
    default:
      return html`<span class="saving refused" part="saving">
        ${saving === 'offline' ? messages.offline : messages.notSaved}
        <button class="text-button" part="try-again" type="button" @click=${onTryAgain}>
          ${messages.tryAgain}
        </button>
      </span>`
  }
}
