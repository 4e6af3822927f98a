import { isolate, withoutDirectionControls } from 'belfry/protocol'
import { type Locale, locales } from './locales.js'

/** The values of a phrase, by name. */
export type Values = Readonly<Record<string, unknown>>

/** A phrase with one form for each plural category of its language. */
export interface PluralPhrase {
  /** The name of the value that selects the form. */
  readonly count: string
  readonly forms: Readonly<Partial<Record<Intl.LDMLPluralRule, string>> & { other: string }>
}

/**
 * A text of one language with placeholders: `{name}` for a value, `{+name}` for a number that is
 * shown with its sign.
 */
export type Phrase = string | PluralPhrase

/** Creates a phrase whose form depends on the number `count`. */
export const pluralPhrase = (count: string, forms: PluralPhrase['forms']): PluralPhrase => ({
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

/** Returns the names of all placeholders in a phrase, in any of its forms. */
export const namesIn = (phrase: Phrase): string[] => [
  ...new Set(
    formsOf(phrase).flatMap((form) =>
      [...form.matchAll(PLACEHOLDER)].map(([, , name = '']) => name),
    ),
  ),
]

/** Returns every form of a phrase. */
export const formsOf = (phrase: Phrase): readonly string[] =>
  typeof phrase === 'string' ? [phrase] : Object.values(phrase.forms)

/** Whether a phrase consists of one value only. */
export const isValueAlone = (phrase: Phrase): boolean =>
  typeof phrase === 'string' && /^\{\w+\}$/.test(phrase)

/**
 * Fills values into a phrase. Text values are isolated from the words around them. A value that is
 * the whole phrase is not isolated, because it decides the direction of its line. Numbers are
 * formatted for the language.
 *
 * @param wordsFor - returns the translation of a value in the phrase's language, which is not
 *   isolated; `undefined` if there is none
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

/** Converts a number that was sent as a string. */
const toNumber = (value: unknown): unknown =>
  typeof value === 'string' && /^[+-]?\d+(\.\d+)?$/.test(value) ? Number(value) : value
