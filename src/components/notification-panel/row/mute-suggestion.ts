import { html, nothing, type ReactiveControllerHost, type TemplateResult } from 'lit'
import type { InboxInternals } from '../../../client/create-inbox.js'
import { askPreferences } from '../../../client/preferences/preferences.js'
import type { Mute } from '../../../protocol/preferences.js'
import { sendPreferences } from '../../../client/preferences/preferences-request.js'
import { LocalizeController } from '../../../internal/localize.js'
import type { MoreMessages } from '../../../locales/more/messages.js'
import type { Messages } from '../../../locales/messages.js'
import { isolate } from '../../../protocol/isolate.js'
import { limits } from '../../../protocol/limits.js'
import type { InboxNotification } from '../../../store/listing.js'
import type { Undoable } from '../../../store/inbox-store.js'
import { moreWords } from '../more-words.js'
import type { OwnWords } from '../panel-words.js'
import type { RowActionsHost } from './row-actions.js'

/** How long the line about a mute offers "Undo", in milliseconds. */
const UNDO_MS = 10_000
/** The time limit for the server's answer with the current mutes, in milliseconds. */
const PATIENCE_MS = 15_000

/** A panel that offers to mute notifications. */
export interface MuteSuggestionHost extends RowActionsHost, ReactiveControllerHost {
  readonly own: OwnWords | undefined
  readonly words: Messages
  /** Moves the focus to the panel's heading and calls `act`, which removes the pressed button. */
  keepFocus(act: () => void): void
}

interface Choice {
  readonly mute: Mute
  /** The name of the course or channel; `undefined` for a type, which has no name. */
  readonly name: string | undefined
}

type Line =
  | { readonly step: 'ask'; readonly choices: readonly Choice[] }
  | { readonly step: 'saved' | 'failed'; readonly mute: Mute; readonly isUndo: boolean }

/**
 * The "Fewer like this" action. It mutes the notification's type, course or channel, and asks the
 * member which one if there are several.
 */
export class MuteSuggestion {
  readonly #panel: MuteSuggestionHost
  readonly #localize: LocalizeController<MoreMessages>
  #line: Line | undefined
  /** The inbox that the line belongs to, by the name that the server gives it. */
  #lineMember: string | undefined
  /** The action that could be undone when the line was shown. */
  #undoable: Undoable | null | undefined
  #forgetting: ReturnType<typeof setTimeout> | undefined

  constructor(panel: MuteSuggestionHost) {
    this.#panel = panel
    this.#localize = new LocalizeController(panel, moreWords, () => panel.own)
  }

  /** Mutes the only choice, or shows a line that asks which choice to mute. */
  async ask(notification: InboxNotification): Promise<void> {
    const choices = choicesOf(notification)
    const [only, ...others] = choices
    if (only && others.length === 0) return this.#save(only.mute, false)
    this.#show({ step: 'ask', choices })
    await this.#panel.updateComplete
    this.#panel.querySelector<HTMLElement>('[part=fewer-choice]')?.focus()
  }

  /**
   * Undoes the last mute while its line is shown. Returns `false` if there is no such mute, or if
   * another action has followed that can be undone.
   */
  undo(): boolean {
    const line = this.#member === this.#lineMember ? this.#line : undefined
    const undoable = this.#panel.inbox?.$undoable.get()
    if (line?.step !== 'saved' || line.isUndo) return false
    if (undoable && undoable !== this.#undoable) return false
    void this.#save(line.mute, true)
    return true
  }

  /** Renders the line that asks what to mute, or says what was done. */
  render(): TemplateResult | typeof nothing {
    const line = this.#line
    if (!line || this.#member !== this.#lineMember) return nothing
    const lang = this.#localize.isForeign ? this.#localize.messages.locale : nothing
    return html`<div class="outcome" part="fewer-line" lang=${lang}>
      ${line.step === 'ask' ? this.#renderChoices(line.choices) : this.#renderDone(line)}
    </div>`
  }

  #renderChoices(choices: readonly Choice[]): TemplateResult {
    const { fewerAsk, fewerKind, fewerFrom } = this.#localize.messages
    return html`<span>${fewerAsk}</span>
      <span class="outcome-buttons"
        >${choices.map(
          ({ mute, name }) =>
            html`<button
              class="text-button"
              part="fewer-choice"
              type="button"
              @click=${() => this.#panel.keepFocus(() => void this.#save(mute, false))}
            >
              ${name === undefined ? fewerKind : fewerFrom(isolate(name))}
            </button>`,
        )}</span
      >`
  }

  #renderDone({ step, mute, isUndo }: Exclude<Line, { step: 'ask' }>): TemplateResult {
    const { fewerDone, fewerUndone, fewerFailed } = this.#localize.messages
    const { undo, tryAgain } = this.#panel.words
    const isSaved = step === 'saved'
    const again = isSaved ? !isUndo : isUndo
    return html`<span>${isSaved ? (isUndo ? fewerUndone : fewerDone) : fewerFailed}</span> ${
        isSaved && isUndo
          ? nothing
          : html`<button
              class="text-button"
              part="fewer-button"
              type="button"
              @click=${() => this.#panel.keepFocus(() => void this.#save(mute, again))}
            >
              ${isSaved ? undo : tryAgain}
            </button>`
      }`
  }

  async #save(mute: Mute, isUndo: boolean): Promise<void> {
    const internals = this.#panel.inbox?.internals
    if (!internals) return
    this.#show(undefined)
    const member = this.#member
    const step = await change(internals, mute, isUndo).then(
      () => 'saved' as const,
      () => 'failed' as const,
    )
    if (this.#member === member) this.#show({ step, mute, isUndo })
  }

  get #member(): string | undefined {
    const { inbox } = this.#panel
    return inbox?.internals.identity()
  }

  /** Whether the focus is in the line, so that it must stay. */
  get #isUsed(): boolean {
    return this.#panel.querySelector('[part=fewer-line]:focus-within') !== null
  }

  #show(line: Line | undefined): void {
    clearTimeout(this.#forgetting)
    this.#line = line
    this.#lineMember = this.#member
    this.#undoable = this.#panel.inbox?.$undoable.get()
    if (line)
      this.#forgetting = setTimeout(() => this.#show(this.#isUsed ? line : undefined), UNDO_MS)
    this.#panel.requestUpdate()
  }
}

/** The server replaces the mutes as a whole, so the current mutes are requested first. */
async function change(internals: InboxInternals, mute: Mute, isUndo: boolean): Promise<void> {
  const member = internals.identity()
  const { mutes = [] } = await askPreferences(internals.requests, AbortSignal.timeout(PATIENCE_MS))
  const others = mutes.filter(({ kind, id }) => kind !== mute.kind || id !== mute.id)
  // The page may have another member by now, whose mutes are different.
  if (internals.identity() !== member) return
  await sendPreferences(internals, { mutes: isUndo ? others : [...others, mute] })
}

/** Lists what can be muted for a notification: its type, its course and its channel. */
function choicesOf({ type, data = {} }: InboxNotification): readonly Choice[] {
  const { courseId, courseTitle, channelId, channelName } = data
  return [
    { mute: { kind: 'type', id: type }, name: undefined },
    ...choiceOf('course', courseId, courseTitle),
    ...choiceOf('channel', channelId, channelName),
  ]
}

function choiceOf(kind: Mute['kind'], id: unknown, name: unknown): Choice[] {
  if (typeof id !== 'string') return []
  const isName = typeof name === 'string' && name && name.length <= limits.titleLength
  return [isName ? { mute: { kind, id, name }, name } : { mute: { kind, id }, name: id }]
}
