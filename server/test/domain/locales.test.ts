import { describe, expect, it } from 'vitest'
import { locales, matchLocale } from '../../src/domain/locales.js'

describe('the locale for a language tag', () => {
  it.each(locales)('is the same for the supported tag %s', (tag) => {
    expect(matchLocale(tag)).toBe(tag)
  })

  it.each([
    ['PT-br', 'pt-BR'],
    ['ES', 'es'],
  ])('ignores the case: %s becomes %s', (tag, locale) => {
    expect(matchLocale(tag)).toBe(locale)
  })

  it.each([
    ['pt', 'pt-BR'],
    ['pt-PT', 'pt-BR'],
    ['pt_PT', 'pt-BR'],
    ['es-MX', 'es'],
    ['es-419', 'es'],
    ['en-GB', 'en'],
  ])('has the same language: %s becomes %s', (tag, locale) => {
    expect(matchLocale(tag)).toBe(locale)
  })

  it.each(['he', 'fr-FR', 'esp', 'p', '', '-', 'x-pt', null, undefined])(
    'is English for %j',
    (tag) => {
      expect(matchLocale(tag)).toBe('en')
    },
  )
})
