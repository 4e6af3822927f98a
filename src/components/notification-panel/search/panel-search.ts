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
import type { ListController } from '../list/list-controller.js'
import type { TextFilter } from '../list/list-window.js'
import { moreWords } from '../more-words.js'
import { styles } from './panel-search.styles.js'
import type { RowFocus } from '../row/row-focus.js'

/** The pause in typing after which the server is asked, in milliseconds. */
const PAUSE_MS = 250

/** A panel that can be searched. */
export interface SearchHost extends HTMLElement, ReactiveControllerHost {
  readonly own: Partial<MoreMessages> | undefined
  readonly list: ListController
  readonly rowFocus: RowFocus | undefined
  /** Shows only notifications that match `text`; without it, shows all. */
  searchFor(text: TextFilter | undefined): void
}

/**
 * The search of the panel. Loaded notifications are searched with every letter; the server searches
 * the rest after a pause in typing of `PAUSE_MS`.
 */
export class PanelSearch {
  /** Whether the search bar is shown. */
  isOpen = false
  readonly #panel: SearchHost
  readonly #localize: LocalizeController<MoreMessages>
  readonly #highlights = new SearchHighlights()
  #text = ''
  /** The number of matches, in words for screen readers. */
  #resultText = ''
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(panel: SearchHost) {
    this.#panel = panel
    this.#localize = new LocalizeController(panel, moreWords, () => panel.own)
  }

  /** Opens or closes the search bar. */
  toggle(): void {
    if (this.isOpen) this.#close()
    else void this.open()
  }

  /** Opens the search bar and focuses its field. */
  async open(): Promise<void> {
    this.isOpen = true
    adopt(this.#panel, styles)
    this.#panel.requestUpdate()
    await this.#panel.updateComplete
    this.#field?.select()
  }

  /** Clears the text and closes the search bar. */
  reset(): void {
    this.isOpen = false
    if (this.#text) this.#setText('')
  }

  /**
   * Moves the focus from the field into the list for the key `ArrowDown`. Returns whether it has
   * handled the key.
   */
  handleKey(event: KeyboardEvent, from: EventTarget | undefined): boolean {
    const isEntering = event.key === 'ArrowDown' && from !== undefined && from === this.#field
    if (!isEntering || event.isComposing || event.defaultPrevented) return false
    event.preventDefault()
    this.#panel.rowFocus?.move('first')
    return true
  }

  /** Clears the text; closes the search bar if the text is already empty. */
  leave(): void {
    if (this.#text) this.#clear()
    else this.#close()
  }

  /** Whether the member is typing, so that the server is not asked yet. */
  get isTyping(): boolean {
    return this.#timer !== undefined
  }

  /** Highlights the matches in the list. */
  mark(): void {
    this.#highlights.show(this.#panel, this.#text.trim())
  }

  /** Renders the search bar. */
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

  /**
   * Renders the message in place of the list when there are no matches yet, or none at all. Returns
   * `undefined` if the text is empty.
   */
  renderNone(isLoading: boolean, hasFailed: boolean): TemplateResult | undefined {
    if (!this.#text.trim()) return undefined
    const { searchNone, searchNoneText, clearSearch } = this.#words
    // The line below the list says that the search is in progress or has failed.
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

  /**
   * Returns the panel's texts with those of the "Load older" line replaced while a search is in
   * progress.
   */
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

  /** Text that an input method is still composing is ignored. */
  readonly #handleInput = (event: Event): void => {
    const { value } = event.currentTarget as HTMLInputElement
    if ((event as Partial<InputEvent>).isComposing) return
    if (value !== this.#text) this.#setText(value)
  }

  #setText(text: string): void {
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
    const found = await this.#panel.list.fillPage()
    if (text !== this.#text) return
    // If loading failed, a line below the list says so.
    this.#resultText = found ? this.#words.searchFound(found.count, found.hasMore) : ''
    this.#panel.requestUpdate()
  }

  #clear(): void {
    this.#setText('')
    // Not by the rendering alone: it does not know a text that was typed since the last one.
    if (this.#field) this.#field.value = ''
    this.#field?.focus()
  }

  #close(): void {
    this.reset()
    this.#panel.querySelector<HTMLElement>('[part=search-toggle]')?.focus()
    this.#panel.requestUpdate()
  }
}
