/** The properties that every set of texts has. */
export interface Words {
  /** The BCP 47 tag for plurals, numbers and times in these texts. */
  readonly locale: string
}

/**
 * The texts of one part of the library, by language. English is built in; another language is
 * loaded when an element needs it.
 */
export class Dictionary<W extends Words> {
  readonly #english: W
  readonly #loaders: Readonly<Record<string, () => Promise<W>>>
  readonly #loaded = new Map<string, W>()

  /**
   * @param english - the texts in English
   * @param loaders - functions that load other languages, by language without region: `pt`, not
   *   `pt-BR`
   */
  constructor(english: W, loaders: Readonly<Record<string, () => Promise<W>>>) {
    this.#english = english
    this.#loaders = loaders
  }

  /** Returns the texts in a language; English if the language is not loaded or does not exist. */
  in(language: string): W {
    return this.#loaded.get(language) ?? this.#english
  }

  /** Loads the texts of a language. Resolves to whether new texts were loaded. */
  async load(language: string): Promise<boolean> {
    const loader = this.#loaders[language]
    if (!loader || this.#loaded.has(language)) return false
    try {
      this.#loaded.set(language, await loader())
      return true
    } catch {
      // The device is offline. English stays, and the next update loads the file again.
      return false
    }
  }
}
