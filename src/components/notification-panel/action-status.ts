import { html, nothing, type TemplateResult } from 'lit'
import { lazy } from '../../client/lazy.js'
import { StoreController } from '../../internal/store-controller.js'
import type { Messages } from '../../locales/messages.js'
import type { Refusal, Undoable, UndoableAction } from '../../store/inbox-store.js'
import type { InboxNotification } from '../../store/listing.js'
import type { MuteSuggestionHost } from './row/mute-suggestion.js'

const doneWords: Readonly<Record<UndoableAction, keyof Messages & `done${string}`>> = {
  remove: 'doneRemove',
  'read-all': 'doneReadAll',
  'clear-read': 'doneClearRead',
  'clear-all': 'doneClearAll',
}

/** A panel that shows lines about the member's last actions. */
export interface ActionStatusHost extends MuteSuggestionHost {
  /** Shows the notice that a part of the panel could not be loaded. */
  tellNotLoaded(): void
}

/** The lines of a panel about the member's last actions: waiting, refused, undo and mute. */
export class ActionStatus {
  readonly #panel: ActionStatusHost
  readonly #undoable: StoreController<Undoable | null>
  readonly #refused: StoreController<Refusal | null>
  readonly #isWaiting: StoreController<boolean>
  readonly #muteSuggestion = lazy(
    () => import('./row/mute-suggestion.js'),
    ({ MuteSuggestion }) => new MuteSuggestion(this.#panel),
    () => this.#panel.tellNotLoaded(),
  )

  constructor(panel: ActionStatusHost) {
    this.#panel = panel
    this.#undoable = new StoreController(panel, () => panel.inbox?.$undoable)
    this.#refused = new StoreController(panel, () => panel.inbox?.$refused)
    this.#isWaiting = new StoreController(panel, () => panel.inbox?.$isWaiting)
  }

  render(): TemplateResult {
    const { inbox, words } = this.#panel
    const keepFocus = (act: () => void) => (): void => this.#panel.keepFocus(act)
    const onTryAgain = keepFocus(() => inbox?.tryAgain())
    const onUndo = keepFocus(() => inbox?.undo())
    return html`${renderWaiting(this.#isWaiting.value, words)}
    ${renderRefusal(this.#refused.value, words, onTryAgain)}
    ${renderUndo(this.#undoable.value, words, onUndo)}
    ${this.#muteSuggestion.loaded?.render() ?? nothing}`
  }

  /** Mutes a notification's type, course or channel, or asks the member which one. */
  async suggestMute(notification: InboxNotification): Promise<void> {
    await (await this.#muteSuggestion.load())?.ask(notification)
  }

  /** Undoes a mute if that was the last action. Returns whether it was. */
  undoMute(): boolean {
    return this.#muteSuggestion.loaded?.undo() ?? false
  }
}

/** Renders the line that names the last action and offers "Undo". */
const renderUndo = (
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
const renderWaiting = (
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
const renderRefusal = (
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
