import { html, nothing, type TemplateResult } from 'lit'
import type { Messages } from '../../locales/messages.js'
import type { Refusal, Undoable, UndoableAction } from '../../store/inbox-store.js'

const doneWords: Readonly<Record<UndoableAction, keyof Messages & `done${string}`>> = {
  remove: 'doneRemove',
  'read-all': 'doneReadAll',
  'clear-read': 'doneClearRead',
  'clear-all': 'doneClearAll',
}

/**
 * What was just done, and the way back. Its region is always there: a live region speaks of what
 * changes in it, not of its own arrival.
 */
export const renderUndo = (
  undoable: Undoable | null | undefined,
  messages: Messages,
  onUndo: () => void,
): TemplateResult => html`
  <div role="status">
    ${
      undoable
        ? html`<div class="outcome" part="undo">
            <span>${messages[doneWords[undoable.action]]}</span>
            <button class="text-button" part="undo-button" type="button" @click=${onUndo}>
              ${messages.undo}
            </button>
          </div>`
        : nothing
    }
  </div>
`

/** What the server would not take, and another try where there can be one. */
export const renderRefusal = (
  refused: Refusal | null | undefined,
  messages: Messages,
  onTryAgain: () => void,
): TemplateResult => html`
  <div role="status">
    ${
      refused
        ? html`<div class="outcome" part="refusal">
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
    }
  </div>
`
