import { Dictionary } from '../../internal/dictionary.js'
import { en } from '../../locales/en.js'
import type { Messages } from '../../locales/messages.js'
import type { MoreMessages } from '../../locales/more/messages.js'

/** Words of a page's own, in the place of those of bell and panel. */
export type OwnWords = Partial<Messages & MoreMessages>

/** The words of bell and panel. */
export const panelWords = new Dictionary<Messages>(en, {
  ar: () => import('../../locales/ar.js').then(({ ar }) => ar),
  es: () => import('../../locales/es.js').then(({ es }) => es),
  he: () => import('../../locales/he.js').then(({ he }) => he),
  pt: () => import('../../locales/pt-br.js').then(({ ptBr }) => ptBr),
})
