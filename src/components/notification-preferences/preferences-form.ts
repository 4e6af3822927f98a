import { html, LitElement, nothing, type TemplateResult } from 'lit'
import {
  PreferencesEditor,
  type EditedPreferences,
} from '../../client/preferences/preferences-editor.js'
import type { Mute, QuietHours } from '../../protocol/preferences.js'
import type { Inbox } from '../../client/create-inbox.js'
import { adopt } from '../../internal/adopt.js'
import { keepFieldEvents } from '../../internal/field-events.js'
import { LocalizeController } from '../../internal/localize.js'
import { StoreController } from '../../internal/store-controller.js'
import type { PreferencesMessages } from '../../locales/preferences/messages.js'
import type { ConnectionStatus } from '../../store/inbox-store.js'
import { renderCelebrations } from './celebrations.js'
import { renderChannels } from './channels-table.js'
import { renderFormState, renderSaving } from './form-views.js'
import { renderMutes } from './mutes-list.js'
import type { NotificationPreferences } from './notification-preferences.js'
import { styles } from './preferences-form.styles.js'
import { preferencesWords } from './preferences-words.js'
import { renderQuietHours } from './quiet-hours.js'
import type { FormContext } from './section.js'

const nothingYet: EditedPreferences = { loading: 'loading', saving: 'idle', preferences: {} }

/**
 * The form for a member's preferences. It is a private part of the element, loaded when the element
 * is on a page. It renders into the element's own shadow root, so that parts and slots stay in one
 * tree.
 */
export class PreferencesForm extends LitElement {
  readonly #host: NotificationPreferences
  readonly #edited = new StoreController(this, () => this.#editor?.$edited)
  readonly #status = new StoreController(this, () => this.#host.inbox?.$status)
  readonly #features = new StoreController(this, () => this.#host.inbox?.$features)
  readonly #localize: LocalizeController<PreferencesMessages>
  #inbox: Inbox | undefined
  /** The member's inbox, by the name that the server gives it. */
  #member: string | undefined
  #editor: PreferencesEditor | undefined
  /** Aborts when the form is removed from the page. */
  #leaving = new AbortController()
  /** Aborts when the form gets another inbox. */
  #closing = new AbortController()
  #statusBefore: ConnectionStatus | undefined
  #lastQuiet: QuietHours | undefined

  constructor(host: NotificationPreferences) {
    super()
    this.#host = host
    // The form does not follow the list, from which it takes the names of muted courses.
    new StoreController(this, () => host.inbox?.$isReady)
    this.#localize = new LocalizeController(this, preferencesWords, () => host.messages)
  }
  override connectedCallback(): void {
    super.connectedCallback()
    this.#leaving = new AbortController()
    this.className = 'page'
    this.setAttribute('part', 'panel')
    this.role = 'region'
    this.setAttribute('aria-labelledby', 'heading')
    adopt(this, styles)
    keepFieldEvents(this.getRootNode() as ShadowRoot, this.#leaving.signal)
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#leaving.abort()
    this.#closing.abort()
    this.#inbox = undefined
  }

  /** The texts of the form in the current language. */
  get words(): PreferencesMessages {
    return this.#localize.messages
  }

  protected override createRenderRoot(): this {
    return this
  }

  protected override willUpdate(): void {
    const { inbox } = this.#host
    if (!this.isConnected) return
    const member = inbox?.internals.identity()
    // Before the first state of the inbox it is not known which member the preferences belong to.
    const isOther = this.#member !== undefined && member !== this.#member
    this.#member = member
    if (inbox !== this.#inbox || isOther) this.#open(inbox)
    const status = this.#status.value
    const isBack = status === 'live' && this.#statusBefore !== status
    this.#statusBefore = status
    // After a log-in or a reconnection the preferences load again without a press of "Try again".
    if (isBack && ['failed', 'unauthorized'].includes(this.#now.loading)) void this.#editor?.load()
    this.#lastQuiet = this.#now.preferences.quietHours ?? this.#lastQuiet
  }

  protected override render(): TemplateResult {
    const { words } = this
    const { loading, saving } = this.#now
    const lang = this.#localize.isForeign ? words.locale : nothing
    return html`<div class="frame" lang=${lang}>
      <div class="head">
        <h2 id="heading" class="heading" part="heading" aria-level=${this.#level}>
          ${words.settings}
        </h2>
        <slot name="header"></slot>
      </div>
      ${
        loading === 'ready'
          ? this.#renderSections()
          : renderFormState(loading, words, () => void this.#editor?.load())
      }
      <slot name="footer"></slot>
      ${renderSaving(saving, words, () => this.#editor?.tryAgain())}
    </div>`
  }

  #renderSections(): TemplateResult {
    const hasGamification = this.#features.value?.gamification ?? false
    const context: FormContext = {
      preferences: this.#now.preferences,
      now: () => this.#now.preferences,
      messages: this.words,
      lang: this.#localize.isForeign ? this.#localize.pageLocale : undefined,
      level: this.#level,
      hasGamification,
      notifications: this.#host.inbox?.internals.notifications() ?? [],
      onChange: (change) => this.#editor?.change(change),
    }
    return html`
      ${renderChannels(context)} ${renderQuietHours(context, this.#lastQuiet)}
      ${hasGamification ? renderCelebrations(context) : nothing}
      ${renderMutes(context, (rest) => void this.#unmute(rest))}
    `
  }

  get #now(): EditedPreferences {
    return this.#edited.value ?? nothingYet
  }

  get #level(): number {
    return this.#host.headingLevel ?? 2
  }

  /**
   * Loads the preferences of another member, or of none. No setting of the former member stays
   * visible.
   */
  #open(inbox: Inbox | undefined): void {
    this.#closing.abort()
    this.#closing = new AbortController()
    this.#inbox = inbox
    this.#lastQuiet = undefined
    this.#editor = inbox && new PreferencesEditor(inbox.internals, this.#closing.signal)
    void this.#editor?.load()
  }

  /**
   * Removes a mute. The pressed button disappears, so the next button gets the focus, else the
   * heading.
   */
  async #unmute(mutes: readonly Mute[]): Promise<void> {
    const buttons = (): HTMLElement[] => [...this.querySelectorAll<HTMLElement>('.mute button')]
    const { activeElement } = this.getRootNode() as ShadowRoot
    const index = buttons().findIndex((button) => button === activeElement)
    this.#editor?.change({ mutes })
    await this.updateComplete
    const next = buttons()[index] ?? buttons().at(-1)
    if (index >= 0) (next ?? this.querySelector<HTMLElement>('#muted'))?.focus()
  }
}
