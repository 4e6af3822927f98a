/** The forms that a language has of one phrase; `#` stands for the number. */
export type PluralForms = Partial<Record<Intl.LDMLPluralRule, string>> & { readonly other: string }

/** Says how many, in the form and with the digits of the language. */
export const plural = (locale: string, count: number, forms: PluralForms): string =>
  (forms[new Intl.PluralRules(locale).select(count)] ?? forms.other).replace(
    '#',
    count.toLocaleString(locale),
  )
