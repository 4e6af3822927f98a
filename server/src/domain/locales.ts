/** The languages that texts ship in. */
export const locales = ['en', 'pt-BR', 'es'] as const

/** One of the shipped languages. */
export type Locale = (typeof locales)[number]

/**
 * The shipped language for a member's language tag (BCP 47): the same one, else one of the same
 * language, else English.
 */
export function matchLocale(tag: string | null | undefined): Locale {
  const wanted = (tag ?? '').toLowerCase()
  const [language] = wanted.split(/[-_]/)
  return (
    locales.find((locale) => locale.toLowerCase() === wanted) ??
    locales.find((locale) => locale.split('-')[0] === language) ??
    'en'
  )
}
