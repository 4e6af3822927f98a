import { type Content, limits } from 'belfry/protocol'
import type { EventPlan, NotificationPlan } from './events.js'
import { type Locale, locales } from './locales.js'
import { texts } from './texts.js'

type Values = Readonly<Record<string, unknown>>

const fill = (template: string, show: (name: string) => string): string =>
  template.replace(/\{(\w+)\}/g, (_whole, name: string) => show(name))

const inWords = (values: Values, locale: Locale) => {
  const number = new Intl.NumberFormat(locale)
  return (name: string): string => {
    const value = values[name]
    if (typeof value === 'number') return number.format(value)
    return typeof value === 'string' ? value : ''
  }
}

const inAddress =
  (values: Values) =>
  (name: string): string => {
    const value = values[name]
    return typeof value === 'string' ? encodeURIComponent(value) : ''
  }

/** Cuts a text that names made too long. */
const clip = (text: string, length: number): string => {
  if (text.length <= length) return text
  // Not through the middle of a character of two parts.
  return `${text.slice(0, length - 1).replace(/[\ud800-\udbff]$/, '')}…`
}

/** What a notification says in one language: the host's own words first, else the defaults. */
export function renderContent(
  { type, link }: NotificationPlan,
  { details, overrides }: EventPlan,
  locale: Locale,
): Content {
  const text = texts[locale][type]
  const show = inWords(details, locale)
  return {
    type,
    title: overrides.title ?? clip(fill(text.title, show), limits.titleLength),
    message: overrides.message ?? clip(fill(text.message, show), limits.messageLength),
    actionUrl: overrides.actionUrl ?? fill(link, inAddress(details)),
    data: details,
    ...(overrides.expiresAt !== undefined && { expiresAt: overrides.expiresAt }),
  }
}

/** What a broadcast says, in each shipped language. */
export const renderContents = (
  notification: NotificationPlan,
  plan: EventPlan,
): Record<Locale, Content> =>
  Object.fromEntries(
    locales.map((locale) => [locale, renderContent(notification, plan, locale)]),
  ) as Record<Locale, Content>
