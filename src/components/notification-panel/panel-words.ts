import { Dictionary } from '../../internal/dictionary.js'
import { en } from '../../locales/en.js'
import type { Messages } from '../../locales/messages.js'
import type { MoreMessages } from '../../locales/more/messages.js'

/** The page's own texts, which replace texts of the bell and the panel. */
export type OwnWords = Partial<Messages & MoreMessages>

/** The texts of the bell and the panel, by language. */
export const panelWords = new Dictionary<Messages>(en, {
  ar: () => import('../../locales/ar.js').then(({ ar }) => ar),
  es: () => import('../../locales/es.js').then(({ es }) => es),
  he: () => import('../../locales/he.js').then(({ he }) => he),
  pt: () => import('../../locales/pt-br.js').then(({ ptBr }) => ptBr),
})
