import { type Content, isKnownType, limits } from 'belfry/protocol'
import { serverCatalogue, type Text, wordsOfData } from './catalogue.js'
import { renderLink } from './links.js'
import { type Locale, locales } from './locales.js'
import { fillPhrase, isValueAlone, namesIn, type Phrase, type Values } from './phrase.js'
import type { Settings } from './settings.js'
import { beginningOf, isVisibleText } from './text.js'

/** The data of a notification before its texts are rendered. */
export interface Wording {
  readonly type: string
  readonly data: Values
  /** The sender's own texts and fields, which replace the defaults. */
  readonly overrides: Partial<Omit<Content, 'type' | 'data'>>
}

/**
 * Shortens a text to `length` UTF-16 units. If the cut is inside an isolated value, the
 * isolation is closed.
 */
function clip(text: string, length: number): string {
  if (text.length <= length) return text
  const start = beginningOf(text, length - 2)
  const isOpen = start.lastIndexOf('\u2068') > start.lastIndexOf('\u2069')
  return `${start}…${isOpen ? '\u2069' : ''}`
}

const textFor = (type: string, locale: Locale): Text =>
  (isKnownType(type) && serverCatalogue[type].texts?.[locale]) || { title: '', message: '' }

/**
 * Renders a notification in one language. The sender's own texts take precedence over the defaults.
 */
export function renderContent(
  { type, data, overrides }: Wording,
  locale: Locale,
  settings: Settings,
): Content {
  const text = textFor(type, locale)
  const say = (phrase: Phrase): string =>
    fillPhrase(phrase, locale, data, (field, value) => wordsOfData[field]?.[value]?.[locale])
  const name = isKnownType(type) ? serverCatalogue[type].link : null
  const link = name === null ? undefined : renderLink(settings.links[name], data)
  const { icon, toast } = settings.types[type] ?? {}
  const { imageUrl } = data
  return {
    type,
    title: clip(say(text.title), limits.titleLength),
    message: clip(say(text.message), limits.messageLength),
    ...(icon !== undefined && { icon }),
    ...(toast !== undefined && { toast }),
    ...(typeof imageUrl === 'string' && isKnownType(type) && { imageUrl }),
    ...(link !== undefined && { actionUrl: link }),
    ...(Object.keys(data).length > 0 && { data }),
    ...overrides,
  }
}

/** Renders a broadcast in each language that has default texts. */
export const renderContents = (wording: Wording, settings: Settings): Record<Locale, Content> =>
  Object.fromEntries(
    locales.map((locale) => [locale, renderContent(wording, locale, settings)]),
  ) as Record<Locale, Content>

/**
 * Returns the fields that the default texts need and the data lacks, or whose value has no visible
 * character. Returns `null` for a type without default texts.
 */
export function missingFor(type: string, data: Values): string[] | null {
  const texts = isKnownType(type) ? serverCatalogue[type].texts : null
  if (!texts) return null
  const { title, message } = texts.en
  const isShown = (name: string): boolean =>
    typeof data[name] === 'number' || (typeof data[name] === 'string' && isVisibleText(data[name]))
  // A message may be empty.
  const isThere = (name: string): boolean =>
    isShown(name) || (isValueAlone(message) && typeof data[name] === 'string')
  return [
    ...namesIn(title).filter((name) => !isShown(name)),
    ...namesIn(message).filter((name) => !isThere(name)),
  ]
}
