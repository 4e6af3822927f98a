import { type Content, isKnownType, limits } from 'belfry/protocol'
import { serverCatalogue, type Text, wordsOfData } from './catalogue.js'
import { fill, placeholdersOf, renderLink } from './links.js'
import { type Locale, locales } from './locales.js'
import type { Settings } from './settings.js'

type Values = Readonly<Record<string, unknown>>

/** A notification before it is put into words. */
export interface Wording {
  readonly type: string
  readonly data: Values
  /** What the sender says in place of the defaults. */
  readonly says: Partial<Omit<Content, 'type' | 'data'>>
}

const inWords = (values: Values, locale: Locale) => {
  const number = new Intl.NumberFormat(locale)
  return (name: string): string => {
    const value = values[name]
    if (typeof value === 'number') return number.format(value)
    if (typeof value !== 'string') return ''
    return wordsOfData[name]?.[value]?.[locale] ?? value
  }
}

/** Cuts a text that names made too long. */
const clip = (text: string, length: number): string => {
  if (text.length <= length) return text
  // Not through the middle of a character of two parts.
  return `${text.slice(0, length - 1).replace(/[\ud800-\udbff]$/, '')}…`
}

const textFor = (type: string, locale: Locale): Text =>
  (isKnownType(type) && serverCatalogue[type].texts?.[locale]) || { title: '', message: '' }

/** What a notification says in one language: the sender's own words first, else the defaults. */
export function renderContent(
  { type, data, says }: Wording,
  locale: Locale,
  settings: Settings,
): Content {
  const text = textFor(type, locale)
  const show = inWords(data, locale)
  const name = isKnownType(type) ? serverCatalogue[type].link : null
  const link = name === null ? undefined : renderLink(settings.links[name], data)
  const { icon, toast } = settings.types[type] ?? {}
  const { imageUrl } = data
  return {
    type,
    title: clip(fill(text.title, show), limits.titleLength),
    message: clip(fill(text.message, show), limits.messageLength),
    ...(icon !== undefined && { icon }),
    ...(toast !== undefined && { toast }),
    ...(typeof imageUrl === 'string' && isKnownType(type) && { imageUrl }),
    ...(link !== undefined && { actionUrl: link }),
    ...(Object.keys(data).length > 0 && { data }),
    ...says,
  }
}

/** What a broadcast says, in each shipped language. */
export const renderContents = (wording: Wording, settings: Settings): Record<Locale, Content> =>
  Object.fromEntries(
    locales.map((locale) => [locale, renderContent(wording, locale, settings)]),
  ) as Record<Locale, Content>

/** Fields of the data that the default words need and do not find. `null`: there are no words. */
export function missingFor(type: string, data: Values): string[] | null {
  const texts = isKnownType(type) ? serverCatalogue[type].texts : null
  if (!texts) return null
  const needed = [...placeholdersOf(texts.en.title), ...placeholdersOf(texts.en.message)]
  return needed.filter((name) => !['string', 'number'].includes(typeof data[name]))
}
