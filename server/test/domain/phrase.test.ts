import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { locales } from '../../src/domain/locales.js'
import {
  fillPhrase,
  formsOf,
  isValueAlone,
  namesIn,
  pluralPhrase,
  type Phrase,
  type Values,
} from '../../src/domain/phrase.js'
import { wildText } from '../support/wild-text.js'

const FIRST_STRONG_ISOLATE = '\u2068'
const POP_ISOLATE = '\u2069'
const isolated = (text: string) => `${FIRST_STRONG_ISOLATE}${text}${POP_ISOLATE}`
const fill = (phrase: Phrase, values: Values, locale: (typeof locales)[number] = 'en') =>
  fillPhrase(phrase, locale, values, () => undefined)

const points = pluralPhrase('amount', { one: '{+amount} point', other: '{+amount} points' })

describe('a filled phrase', () => {
  it('isolates each text value from the words around it', () => {
    expect(fill('{a} in {b}', { a: 'Ana', b: 'שלום' })).toBe(
      `${isolated('Ana')} in ${isolated('שלום')}`,
    )
  })

  it('does not isolate a value that is the whole phrase, but removes its direction controls', () => {
    expect(fill('{title}', { title: 'a\u202eb\u2069' })).toBe('ab')
  })

  it('removes controls that would end the isolation of a value', () => {
    expect(fill('{a}!', { a: 'x\u2069\u202ey' })).toBe(`${isolated('xy')}!`)
  })

  it('leaves out values that are missing, empty or neither text nor number', () => {
    expect(fill('[{a}{b}{c}{d}]', { b: '', c: null, d: ['x'] })).toBe('[]')
  })

  it.each([
    ['en', '1,234,567.5'],
    ['pt-BR', '1.234.567,5'],
    ['es', '1.234.567,5'],
  ] as const)('formats numbers for %s', (locale, text) => {
    expect(fill('{n}', { n: 1_234_567.5 }, locale)).toBe(text)
  })

  it('shows a minus zero as zero', () => {
    expect(fill('{n}', { n: -0 })).toBe('0')
    expect(fill('{+n}', { n: '-0' })).toBe('+0')
  })

  it('shows the sign of a number if the placeholder asks for it', () => {
    expect(fill('{+n}', { n: 7 })).toBe('+7')
    expect(fill('{+n}', { n: -7 })).toBe('-7')
    expect(fill('{+n}', { n: '1500' })).toBe('+1,500')
  })

  it('keeps digits in a text value as the sender wrote them', () => {
    expect(fill('Room {n}', { n: '007' })).toBe(`Room ${isolated('007')}`)
  })

  it('uses a translated value without isolation', () => {
    const words = (name: string, value: string) =>
      name === 'action' && value === 'review' ? 'revisar' : undefined
    expect(fillPhrase('Para {action}', 'es', { action: 'review' }, words)).toBe('Para revisar')
    expect(fillPhrase('Para {action}', 'es', { action: 'other' }, words)).toBe(
      `Para ${isolated('other')}`,
    )
  })

  it('does not expand placeholders inside a value', () => {
    expect(fill('{a}!', { a: '{b}$&', b: 'secret' })).toBe(`${isolated('{b}$&')}!`)
  })

  it('contains as many isolate ends as isolate starts, whatever the values are', () => {
    fc.assert(
      fc.property(wildText(), wildText(), (a, b) => {
        const text = fill('{a} wrote {b}', { a, b })
        expect(text.split(FIRST_STRONG_ISOLATE).length).toBe(text.split(POP_ISOLATE).length)
        expect(text).not.toMatch(/[\u202a-\u202e\u2066\u2067]/)
      }),
    )
  })
})

describe('a plural phrase', () => {
  it('has its own form for one', () => {
    expect(fill(points, { amount: 1 })).toBe('+1 point')
    expect(fill(points, { amount: 2 })).toBe('+2 points')
    expect(fill(points, { amount: 0 })).toBe('+0 points')
  })

  it('selects the form of a number that was sent as a text', () => {
    expect(fill(points, { amount: '1' })).toBe('+1 point')
  })

  it('uses the general form if the number is missing or no number', () => {
    expect(fill(points, {})).toBe(' points')
    expect(fill(points, { amount: 'many' })).toBe(`${isolated('many')} points`)
  })

  it.each([
    ['en', 0, 'other'],
    ['en', 1.5, 'other'],
    ['pt-BR', 0, 'one'],
    ['pt-BR', 1_000_000, 'many'],
    ['es', 0, 'other'],
    ['es', 1_000_000, 'many'],
  ] as const)('in %s selects for %d the form "%s"', (locale, n, form) => {
    const phrase = pluralPhrase('n', { one: 'one', many: 'many', other: 'other' })
    expect(fill(phrase, { n }, locale)).toBe(form)
  })

  it('uses the general form for a category without a form of its own', () => {
    expect(fill(pluralPhrase('n', { one: 'one', other: 'other' }), { n: 1_000_000 }, 'es')).toBe(
      'other',
    )
  })
})

describe('the placeholders of a phrase', () => {
  it('are named once each, from all forms', () => {
    expect(namesIn('{a} {+b} {a}')).toEqual(['a', 'b'])
    expect(namesIn(pluralPhrase('n', { one: '{n} of {a}', other: '{n}' }))).toEqual(['n', 'a'])
    expect(namesIn('no {} or { a }')).toEqual([])
  })

  it('are read from every form', () => {
    expect(formsOf('text')).toEqual(['text'])
    expect(formsOf(points)).toEqual(['{+amount} point', '{+amount} points'])
  })

  it.each([
    ['{a}', true],
    ['{+a}', false],
    [' {a}', false],
    ['{a}{b}', false],
    ['', false],
    [points, false],
  ] as const)('decide whether the phrase is one value alone: %j is %s', (phrase, isAlone) => {
    expect(isValueAlone(phrase)).toBe(isAlone)
  })
})
