import { Dictionary } from '../../internal/dictionary.js'
import { en } from '../../locales/preferences/en.js'
import type { PreferencesMessages } from '../../locales/preferences/messages.js'

/** The texts of the preferences form, by language. */
export const preferencesWords = new Dictionary<PreferencesMessages>(en, {
  ar: () => import('../../locales/preferences/ar.js').then(({ ar }) => ar),
  es: () => import('../../locales/preferences/es.js').then(({ es }) => es),
  he: () => import('../../locales/preferences/he.js').then(({ he }) => he),
  pt: () => import('../../locales/preferences/pt-br.js').then(({ ptBr }) => ptBr),
})
