/** The languages that have default texts. */
export const locales = ['en', 'pt-BR', 'es'] as const

/** A language that has default texts. */
export type Locale = (typeof locales)[number]

/**
 * Returns the locale for a member's language tag (BCP 47): the same tag, else one of the same
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
