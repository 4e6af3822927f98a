import { html, nothing, type TemplateResult } from 'lit'
import type { Messages } from '../../locales/messages.js'
import type { Refusal, Undoable, UndoableAction } from '../../store/inbox-store.js'

const doneWords: Readonly<Record<UndoableAction, keyof Messages & `done${string}`>> = {
  remove: 'doneRemove',
  'read-all': 'doneReadAll',
  'clear-read': 'doneClearRead',
  'clear-all': 'doneClearAll',
}

/** Renders the line that names the last action and offers "Undo". */
export const renderUndo = (
  undoable: Undoable | null | undefined,
  messages: Messages,
  onUndo: () => void,
): TemplateResult | typeof nothing =>
  undoable
    ? html`<div class="outcome" part="undo" data-say="undo ${undoable.commands.at(-1)}">
        <span>${messages[doneWords[undoable.action]]}</span>
        <button class="text-button" part="undo-button" type="button" @click=${onUndo}>
          ${messages.undo}
        </button>
      </div>`
    : nothing

/** Renders the line that says that an action has not been sent yet. */
export const renderWaiting = (
  isWaiting: boolean | undefined,
  messages: Messages,
): TemplateResult | typeof nothing =>
  isWaiting
    ? html`<div class="outcome" part="waiting" data-say="waiting">${messages.saveWaits}</div>`
    : nothing

/**
 * Renders the line that says that the server refused an action, with "Try again" if it can be
 * repeated.
 */
export const renderRefusal = (
  refused: Refusal | null | undefined,
  messages: Messages,
  onTryAgain: () => void,
): TemplateResult | typeof nothing =>
  refused
    ? html`<div class="outcome" part="refusal" data-say="refusal ${refused.commands.at(-1)?.id}">
        <span>${refused.action === 'undo' ? messages.undoRefused : messages.saveRefused}</span>
        ${
          refused.action === 'undo'
            ? nothing
            : html`<button
                class="text-button"
                part="refusal-button"
                type="button"
                @click=${onTryAgain}
              >
                ${messages.tryAgain}
              </button>`
        }
      </div>`
    : nothing
