import { readdirSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { ar } from '../../src/locales/ar.js'
import { en } from '../../src/locales/en.js'
import { es } from '../../src/locales/es.js'
import { he } from '../../src/locales/he.js'
import type { Messages } from '../../src/locales/messages.js'
import { plural } from '../../src/locales/plural.js'
import { ptBr } from '../../src/locales/pt-br.js'
import { ar as arMore } from '../../src/locales/more/ar.js'
import { en as enMore } from '../../src/locales/more/en.js'
import { es as esMore } from '../../src/locales/more/es.js'
import { he as heMore } from '../../src/locales/more/he.js'
import type { MoreMessages } from '../../src/locales/more/messages.js'
import { ptBr as ptBrMore } from '../../src/locales/more/pt-br.js'
import { ar as arToasts } from '../../src/locales/toasts/ar.js'
import { en as enToasts } from '../../src/locales/toasts/en.js'
import { es as esToasts } from '../../src/locales/toasts/es.js'
import { he as heToasts } from '../../src/locales/toasts/he.js'
import type { ToastMessages } from '../../src/locales/toasts/messages.js'
import { ptBr as ptBrToasts } from '../../src/locales/toasts/pt-br.js'

const translations: Readonly<Record<string, Messages>> = { ar, es, he, 'pt-br': ptBr }
const counts = [1, 2, 3, 11, 100, 1_000]

/** A word with every place filled in by the number 7. */
const say = (word: unknown): string =>
  typeof word === 'function' ? String((word as (...all: unknown[]) => unknown)(7, 7)) : String(word)

describe.each(Object.entries(translations))('%s', (_, messages) => {
  it('has every word, and no other', () => {
    expect(Object.keys(messages).sort()).toEqual(Object.keys(en).sort())
    expect(Object.values(messages).map(say)).not.toContain('')
  })

  it('says none of them in English', () => {
    const same = Object.entries(en)
      .filter(
        ([key, word]) => say(word) === say(Object.entries(messages).find(([k]) => k === key)?.[1]),
      )
      .map(([key]) => key)
    expect(same).toEqual([])
  })

  it('says how many in a form that the language has', () => {
    for (const count of counts) {
      const said = [
        messages.newCount(count),
        messages.filterCount(messages.all, count),
        messages.unreadCount(count, false),
      ]
      expect(said.filter((text) => text.includes('#') || text.includes('undefined'))).toEqual([])
    }
  })
})

const more: Readonly<Record<string, MoreMessages>> = {
  ar: arMore,
  es: esMore,
  he: heMore,
  'pt-br': ptBrMore,
}

describe.each(Object.entries(more))('%s, for the texts that load later,', (_, messages) => {
  it('has every word, and no other, and none in English', () => {
    const words: Readonly<Record<string, unknown>> = { ...messages }
    expect(Object.keys(words).sort()).toEqual(Object.keys(enMore).sort())
    expect(Object.values(words).map(say)).not.toContain('')
    const same = Object.entries(enMore).filter(([key, word]) => say(word) === say(words[key]))
    expect(same).toEqual([])
  })

  it('says how many in a form that the language has', () => {
    for (const count of [0, ...counts])
      for (const isMore of [true, false])
        expect(messages.searchFound(count, isMore)).not.toMatch(/#|undefined/)
  })
})

it('these tests cover every language', () => {
  const shared = ['bell.ts', 'en.ts', 'messages.ts', 'plural.ts']
  const files = readdirSync('src/locales').filter((file) => !shared.includes(file))
  expect(files.filter((file) => file.endsWith('.ts'))).toEqual(
    Object.keys(translations).map((name) => `${name}.ts`),
  )
})

it('each language has its plural rules', () => {
  expect([1, 2, 7].map(he.newCount)).toEqual([
    'התראה חדשה אחת',
    'שתי התראות חדשות',
    '7 התראות חדשות',
  ])
  expect([1, 2, 3, 11].map(ar.newCount)).toEqual([
    'إشعار جديد',
    'إشعاران جديدان',
    '3 إشعارات جديدة',
    '11 إشعارًا جديدًا',
  ])
  expect([1, 2].map(ptBr.newCount)).toEqual(['1 nova', '2 novas'])
  expect([1, 2].map(es.newCount)).toEqual(['1 nueva', '2 nuevas'])
})

it('numbers are written as in the language, with a fallback for missing plural forms', () => {
  expect(plural('pt-BR', 1_234, { one: '# nova', other: '# novas' })).toBe('1.234 novas')
  expect(plural('es', 1_000_000, { one: '# nueva', other: '# nuevas' })).toMatch(/nuevas$/)
})

const toasts: Readonly<Record<string, ToastMessages>> = {
  ar: arToasts,
  es: esToasts,
  he: heToasts,
  'pt-br': ptBrToasts,
}

describe.each(Object.entries(toasts))('%s, for the texts of toasts,', (_, messages) => {
  it('has every word, and no other, and none in English', () => {
    const words: Readonly<Record<string, unknown>> = { ...messages }
    expect(Object.keys(words).sort()).toEqual(Object.keys(enToasts).sort())
    const same = Object.entries(enToasts).filter(([key, word]) => say(word) === say(words[key]))
    expect(same).toEqual([])
  })
})

it.each([
  [enToasts, 'A, B, C, and 1 more', 'A, B, C, and 2 more', 'A, B, C, and 97 more'],
  [ptBrToasts, 'A, B, C e mais 1', 'A, B, C e mais 2', 'A, B, C e mais 97'],
  [esToasts, 'A, B, C y 1 más', 'A, B, C y 2 más', 'A, B, C y 97 más'],
  [arToasts, 'A وB وC وإنجاز آخر', 'A وB وC وإنجازان آخران', 'A وB وC و97 إنجازًا آخر'],
  [heToasts, 'A, B, C ועוד אחד', 'A, B, C ועוד שניים', 'A, B, C ועוד 97'],
])('a list of names ends with the number of further names: %#', ({ locale, more }, ...lists) => {
  const list = new Intl.ListFormat(locale)
  expect([1, 2, 97].map((count) => list.format(['A', 'B', 'C', more(count)]))).toEqual(lists)
})
