import type { ReactiveControllerHost } from 'lit'
import type { Dictionary, Words } from './dictionary.js'
import { LanguageController, languageOf, refreshAll } from './language.js'
import { withOwn } from './own-words.js'

/** Gives an element its texts in the language of the page around it. */
export class LocalizeController<W extends Words> extends LanguageController {
  readonly #dictionary: Dictionary<W>
  readonly #own: () => Partial<W> | undefined
  #joined: readonly [base: W, own: Partial<W>, both: W] | undefined

  /** @param own - returns the page's own texts, which replace texts of the dictionary */
  constructor(
    host: ReactiveControllerHost & Element,
    dictionary: Dictionary<W>,
    own: () => Partial<W> | undefined = () => undefined,
  ) {
    super(host)
    this.#dictionary = dictionary
    this.#own = own
  }

  /** The texts of the element; English until those of the page's language are loaded. */
  get messages(): W {
    const base = this.#dictionary.in(this.language)
    const own = this.#own()
    if (!own) return base
    // The same object is returned until a text changes, so that templates do not render again
    // without need.
    if (this.#joined?.[0] !== base || this.#joined[1] !== own)
      this.#joined = [base, own, withOwn(base, own)]
    return this.#joined[2]
  }

  /**
   * The BCP 47 tag for times and numbers. It follows the texts, so that no line mixes two
   * languages.
   */
  override get locale(): string {
    return this.isForeign ? this.messages.locale : super.locale
  }

  /**
   * Whether the texts are in another language than the page. The element then needs a `lang`
   * attribute.
   */
  get isForeign(): boolean {
    return languageOf(this.messages.locale) !== this.language
  }

  /** The BCP 47 tag of the page, which is the language of the platform's texts. */
  get pageLocale(): string {
    return super.locale
  }

  override hostUpdate(): void {
    super.hostUpdate()
    // A host that is already connected calls this before `#dictionary` is initialised; its next
    // update calls it again.
    if (#dictionary in this) void this.#load()
  }

  async #load(): Promise<void> {
    if (await this.#dictionary.load(this.language)) refreshAll()
  }
}
