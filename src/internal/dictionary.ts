/** What every set of words names. */
export interface Words {
  /** The BCP 47 tag that plurals, numbers and times follow. */
  readonly locale: string
}

/** The words of one part of the page: English comes along, the others are loaded when one needs them. */
export class Dictionary<W extends Words> {
  readonly #english: W
  readonly #loaders: Readonly<Record<string, () => Promise<W>>>
  readonly #loaded = new Map<string, W>()

  /** @param loaders - by language: `pt`, not `pt-BR` */
  constructor(english: W, loaders: Readonly<Record<string, () => Promise<W>>>) {
    this.#english = english
    this.#loaders = loaders
  }

  /** The words in a language; English until they have arrived, and where there are none. */
  in(language: string): W {
    return this.#loaded.get(language) ?? this.#english
  }

  /** Fetches the words of a language. Answers whether anything has come. */
  async load(language: string): Promise<boolean> {
    const loader = this.#loaders[language]
    if (!loader || this.#loaded.has(language)) return false
    try {
      this.#loaded.set(language, await loader())
      return true
    } catch {
      // The page is cut off; English stays, and the next update tries again.
      return false
    }
  }
}
