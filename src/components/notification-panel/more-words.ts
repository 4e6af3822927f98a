import { Dictionary } from '../../internal/dictionary.js'
import { en } from '../../locales/more/en.js'
import type { MoreMessages } from '../../locales/more/messages.js'

/** The texts of the parts of the panel that are loaded on demand. */
export const moreWords = new Dictionary<MoreMessages>(en, {
  ar: () => import('../../locales/more/ar.js').then(({ ar }) => ar),
  es: () => import('../../locales/more/es.js').then(({ es }) => es),
  he: () => import('../../locales/more/he.js').then(({ he }) => he),
  pt: () => import('../../locales/more/pt-br.js').then(({ ptBr }) => ptBr),
})
