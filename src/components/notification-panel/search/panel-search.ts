import { html, nothing, type ReactiveControllerHost, type TemplateResult } from 'lit'
import { adopt } from '../../../internal/adopt.js'
import { icon } from '../../../internal/icons.js'
import { LocalizeController } from '../../../internal/localize.js'
import type { MoreMessages } from '../../../locales/more/messages.js'
import type { Messages } from '../../../locales/messages.js'
import { isolate } from '../../../protocol/isolate.js'
import { limits } from '../../../protocol/limits.js'
import { SearchHighlights } from './search-highlights.js'
import { matchesText } from './text-match.js'
import type { TextFilter } from '../list/list-window.js'
import { moreWords } from '../more-words.js'
import { styles } from './panel-search.styles.js'
import type { RowFocus } from '../row/row-focus.js'

/** Somebody who types is not asked for after each letter, in milliseconds. */
const PAUSE_MS = 250

/** How much is shown of what is looked for. */
export interface Extent {
  readonly count: number
  /** Whether there is more. */
  readonly isMore: boolean
}

/** The panel, as its search sees it. */
export interface SearchHost extends HTMLElement, ReactiveControllerHost {
  readonly own: Partial<MoreMessages> | undefined
  readonly rowFocus: RowFocus | undefined
  /** Shows only what a text lets through; all without one. */
  searchFor(text: TextFilter | undefined): void
  /** Asks for what the page lacks. Answers what is there then; `undefined` where that failed. */
  fillPage(): Promise<Extent | undefined>
}

/**
 * The search of the panel: what is loaded is searched at every letter, the rest by the server once the
 * typing pauses.
 */
export class PanelSearch {
  /** Whether the field is shown. */
  isOpen = false
  readonly #panel: SearchHost
  readonly #localize: LocalizeController<MoreMessages>
  readonly #highlights = new SearchHighlights()
  #text = ''
  /** How much was found of it, in words. */
  #resultText = ''
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(panel: SearchHost) {
    this.#panel = panel
    this.#localize = new LocalizeController(panel, moreWords, () => panel.own)
  }

  /** Shows the field, or closes it. */
  toggle(): void {
    if (this.isOpen) this.#close()
    else void this.open()
  }

  /** Shows the field, and enters it. */
  async open(): Promise<void> {
    this.isOpen = true
    adopt(this.#panel, styles)
    this.#panel.requestUpdate()
    await this.#panel.updateComplete
    this.#field?.select()
  }

  /** Looks for nothing, and shows no field. */
  reset(): void {
    this.isOpen = false
    if (this.#text) this.#look('')
  }

  /** Takes the key that leads from the field into the list. Answers whether it was that. */
  handleKey(event: KeyboardEvent, from: EventTarget | undefined): boolean {
    const isEntering = event.key === 'ArrowDown' && from !== undefined && from === this.#field
    if (!isEntering || event.isComposing || event.defaultPrevented) return false
    event.preventDefault()
    this.#panel.rowFocus?.move('first')
    return true
  }

  /** Clears the text that is looked for, or closes the field where there is none. */
  leave(): void {
    if (this.#text) this.#clear()
    else this.#close()
  }

  /** Whether somebody types, and is not to be asked for yet. */
  get isTyping(): boolean {
    return this.#timer !== undefined
  }

  /** Marks what was found. */
  mark(): void {
    this.#highlights.show(this.#panel, this.#text.trim())
  }

  /** The field. */
  render(): TemplateResult | typeof nothing {
    if (!this.isOpen) return nothing
    const { searchField, closeSearch } = this.#words
    return html`<div class="search" part="search" role="search" lang=${this.#lang}>
      ${icon('search')}
      <input
        class="search-field"
        part="search-field"
        type="search"
        enterkeyhint="search"
        autocomplete="off"
        spellcheck="false"
        maxlength=${limits.titleLength}
        placeholder=${searchField}
        aria-label=${searchField}
        .value=${this.#text}
        @input=${this.#handleInput}
        @compositionend=${this.#handleInput}
      />
      <button
        class="icon-button"
        part="search-close"
        type="button"
        aria-label=${closeSearch}
        @click=${() => this.#close()}
      >
        ${icon('cross')}
      </button>
      ${
        this.#resultText
          ? html`<p class="visually-hidden" data-say="search ${this.#text}">${this.#resultText}</p>`
          : nothing
      }
    </div>`
  }

  /** What stands where nothing was found, so far or at all; `undefined` while nothing is looked for. */
  renderNone(isLoading: boolean, hasFailed: boolean): TemplateResult | undefined {
    if (!this.#text.trim()) return undefined
    const { searchNone, searchNoneText, clearSearch } = this.#words
    // It is on its way, and the line below says so.
    if (isLoading || hasFailed || this.isTyping) return html`<div class="search-wait"></div>`
    return html`<div class="notice" part="notice" lang=${this.#lang}>
      <span class="art">${icon('search')}</span>
      <p class="notice-title">${searchNone(isolate(this.#text))}</p>
      <p class="notice-text">${searchNoneText}</p>
      <button
        class="button-outline"
        part="search-clear"
        type="button"
        @click=${() => this.#clear()}
      >
        ${clearSearch}
      </button>
    </div>`
  }

  /** What the line below the list says while something is looked for. */
  wordsFor(messages: Messages): Messages {
    if (!this.#text) return messages
    const { searching, searchFailed } = this.#words
    return { ...messages, loadingOlder: searching, loadOlderFailed: searchFailed }
  }

  get #words(): MoreMessages {
    return this.#localize.messages
  }

  get #lang(): string | typeof nothing {
    return this.#localize.isForeign ? this.#words.locale : nothing
  }

  get #field(): HTMLInputElement | null {
    return this.#panel.querySelector('.search-field')
  }

  /** What an input method composes is no text yet. */
  readonly #handleInput = (event: Event): void => {
    const { value } = event.currentTarget as HTMLInputElement
    if ((event as Partial<InputEvent>).isComposing) return
    if (value !== this.#text) this.#look(value)
  }

  #look(text: string): void {
    this.#text = text
    this.#resultText = ''
    const q = text.trim()
    clearTimeout(this.#timer)
    this.#timer = q ? setTimeout(() => void this.#ask(), PAUSE_MS) : undefined
    this.#panel.searchFor(q ? { q, lets: (one) => matchesText(one, q) } : undefined)
  }

  async #ask(): Promise<void> {
    this.#timer = undefined
    const text = this.#text
    const found = await this.#panel.fillPage()
    if (text !== this.#text) return
    // That it failed stands below the list.
    this.#resultText = found ? this.#words.searchFound(found.count, found.isMore) : ''
    this.#panel.requestUpdate()
  }

  #clear(): void {
    this.#look('')
    this.#field?.focus()
  }

  #close(): void {
    this.reset()
    this.#panel.querySelector<HTMLElement>('[part=search-toggle]')?.focus()
    this.#panel.requestUpdate()
  }
}
