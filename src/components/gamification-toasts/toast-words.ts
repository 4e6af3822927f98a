import { Dictionary } from '../../internal/dictionary.js'
import { en } from '../../locales/toasts/en.js'
import type { ToastMessages } from '../../locales/toasts/messages.js'

/** The texts of the toasts, by language. */
export const toastWords = new Dictionary<ToastMessages>(en, {
  ar: () => import('../../locales/toasts/ar.js').then(({ ar }) => ar),
  es: () => import('../../locales/toasts/es.js').then(({ es }) => es),
  he: () => import('../../locales/toasts/he.js').then(({ he }) => he),
  pt: () => import('../../locales/toasts/pt-br.js').then(({ ptBr }) => ptBr),
})
