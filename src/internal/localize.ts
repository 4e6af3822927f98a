import { en } from '../locales/en.js'
import type { Messages } from '../locales/messages.js'
import { LanguageController, languageOf, refreshAll } from './language.js'

// English comes along, so that nothing waits for words; the others are loaded when a page needs them.
const loaders: Readonly<Record<string, () => Promise<Messages>>> = {
  pt: () => import('../locales/pt-br.js').then(({ ptBr }) => ptBr),
  es: () => import('../locales/es.js').then(({ es }) => es),
}

const loaded = new Map<string, Messages>([['en', en]])

/** The words for an element, in the language of the page around it. */
export class LocalizeController extends LanguageController {
  /** The messages; English until those of the page's language have arrived. */
  get messages(): Messages {
    return loaded.get(this.language) ?? en
  }

  /** Times and numbers follow the words, so that no line speaks two languages. */
  override get locale(): string {
    const { locale } = this.messages
    return languageOf(locale) === this.language ? super.locale : locale
  }

  override hostUpdate(): void {
    super.hostUpdate()
    void load(this.language)
  }
}

async function load(language: string): Promise<void> {
  if (loaded.has(language) || !loaders[language]) return
  try {
    loaded.set(language, await loaders[language]())
  } catch {
    // The page is cut off; English stays, and the next update tries again.
    return
  }
  refreshAll()
}
