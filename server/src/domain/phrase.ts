import { isolate, withoutDirectionControls } from 'belfry/protocol'
import { type Locale, locales } from './locales.js'

/** Values by their names in a phrase. */
export type Values = Readonly<Record<string, unknown>>

/** A phrase in one form for each class of numbers that its language tells apart. */
export interface PluralPhrase {
  /** The name of the value that chooses the form. */
  readonly count: string
  readonly forms: Readonly<Partial<Record<Intl.LDMLPluralRule, string>> & { other: string }>
}

/**
 * Words of one language, with values in braces: `{name}`, or `{+name}` for a number that is shown with
 * its sign.
 */
export type Phrase = string | PluralPhrase

/** A phrase whose form depends on the number `count`. */
export const plural = (count: string, forms: PluralPhrase['forms']): PluralPhrase => ({
  count,
  forms,
})

const PLACEHOLDER = /\{(\+?)(\w+)\}/g

const formatters = Object.fromEntries(
  locales.map((locale) => [
    locale,
    {
      number: new Intl.NumberFormat(locale),
      signed: new Intl.NumberFormat(locale, { signDisplay: 'always' }),
      rules: new Intl.PluralRules(locale),
    },
  ]),
) as Record<
  Locale,
  { number: Intl.NumberFormat; signed: Intl.NumberFormat; rules: Intl.PluralRules }
>

/** The names that stand in braces in a phrase, in any of its forms. */
export const namesIn = (phrase: Phrase): string[] => [
  ...new Set(
    formsOf(phrase).flatMap((form) =>
      [...form.matchAll(PLACEHOLDER)].map(([, , name = '']) => name),
    ),
  ),
]

/** Every form of a phrase. */
export const formsOf = (phrase: Phrase): readonly string[] =>
  typeof phrase === 'string' ? [phrase] : Object.values(phrase.forms)

/** Whether a phrase is one value and no words of its own. */
export const isValueAlone = (phrase: Phrase): boolean =>
  typeof phrase === 'string' && /^\{\w+\}$/.test(phrase)

/**
 * A phrase with its values. A text is isolated from the words around it; one that stands alone decides
 * the direction of its line itself. Numbers are written as the language writes them.
 *
 * @param wordsFor - our own words for a value, in the language of the phrase; they are not isolated
 */
export function fillPhrase(
  phrase: Phrase,
  locale: Locale,
  values: Values,
  wordsFor: (name: string, value: string) => string | undefined,
): string {
  const { number, signed } = formatters[locale]
  const isAlone = isValueAlone(phrase)
  return formFor(phrase, locale, values).replace(
    PLACEHOLDER,
    (_whole, sign: string, name: string) => {
      const value = sign ? toNumber(values[name]) : values[name]
      // Adding 0 turns -0 into 0.
      if (typeof value === 'number') return (sign ? signed : number).format(value + 0)
      if (typeof value !== 'string') return ''
      return wordsFor(name, value) ?? (isAlone ? withoutDirectionControls(value) : isolate(value))
    },
  )
}

function formFor(phrase: Phrase, locale: Locale, values: Values): string {
  if (typeof phrase === 'string') return phrase
  const count = toNumber(values[phrase.count])
  const rule = typeof count === 'number' ? formatters[locale].rules.select(count) : 'other'
  return phrase.forms[rule] ?? phrase.forms.other
}

/** A number, also where it was sent as a text. */
const toNumber = (value: unknown): unknown =>
  typeof value === 'string' && /^[+-]?\d+(\.\d+)?$/.test(value) ? Number(value) : value
