/** The plural forms of a phrase in one language; `#` stands for the number. */
export type PluralForms = Partial<Record<Intl.LDMLPluralRule, string>> & { readonly other: string }

/** Returns the plural form for a number, with the number in the digits of the language. */
export const plural = (locale: string, count: number, forms: PluralForms): string =>
  (forms[new Intl.PluralRules(locale).select(count)] ?? forms.other).replace(
    '#',
    count.toLocaleString(locale),
  )
