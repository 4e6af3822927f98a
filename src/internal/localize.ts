import type { ReactiveControllerHost } from 'lit'
import type { Dictionary, Words } from './dictionary.js'
import { LanguageController, languageOf, refreshAll } from './language.js'
import { withOwn } from './own-words.js'

/** The words for an element, in the language of the page around it. */
export class LocalizeController<W extends Words> extends LanguageController {
  readonly #dictionary: Dictionary<W>
  readonly #own: () => Partial<W> | undefined
  #joined: readonly [base: W, own: Partial<W>, both: W] | undefined

  /** @param own - words that the page puts in the place of ours */
  constructor(
    host: ReactiveControllerHost & Element,
    dictionary: Dictionary<W>,
    own: () => Partial<W> | undefined = () => undefined,
  ) {
    super(host)
    this.#dictionary = dictionary
    this.#own = own
  }

  /** The messages; English until those of the page's language have arrived. */
  get messages(): W {
    const base = this.#dictionary.in(this.language)
    const own = this.#own()
    if (!own) return base
    // The same object for as long as nothing changed: what was drawn with it need not be drawn again.
    if (this.#joined?.[0] !== base || this.#joined[1] !== own)
      this.#joined = [base, own, withOwn(base, own)]
    return this.#joined[2]
  }

  /** Times and numbers follow the words, so that no line speaks two languages. */
  override get locale(): string {
    return this.isForeign ? this.messages.locale : super.locale
  }

  /** Whether the words are in another language than the page: then they have to say so. */
  get isForeign(): boolean {
    return languageOf(this.messages.locale) !== this.language
  }

  /** The page's own tag, in which the platform writes. */
  get pageLocale(): string {
    return super.locale
  }

  override hostUpdate(): void {
    super.hostUpdate()
    // A host that is connected already calls before this is made; its next update calls again.
    if (#dictionary in this) void this.#load()
  }

  async #load(): Promise<void> {
    if (await this.#dictionary.load(this.language)) refreshAll()
  }
}
