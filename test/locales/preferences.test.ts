import { describe, expect, it } from 'vitest'
import { ar } from '../../src/locales/preferences/ar.js'
import { en } from '../../src/locales/preferences/en.js'
import { es } from '../../src/locales/preferences/es.js'
import { he } from '../../src/locales/preferences/he.js'
import type { PreferencesMessages } from '../../src/locales/preferences/messages.js'
import { ptBr } from '../../src/locales/preferences/pt-br.js'
import { catalogue } from '../../src/protocol/catalogue.js'

const translations: Readonly<Record<string, PreferencesMessages>> = { ar, es, he, 'pt-br': ptBr }

/** Every word by its key, the types' among them. */
const words = ({ types, ...rest }: PreferencesMessages): [string, string][] => [
  ...Object.entries(rest),
  ...Object.entries(types),
]

it('the preferences name every type of the catalogue', () => {
  expect(Object.keys(en.types).sort()).toEqual(Object.keys(catalogue).sort())
})

describe.each(Object.entries(translations))('%s', (_, messages) => {
  it('has every word, and no other', () => {
    const keys = (of: PreferencesMessages) => words(of).map(([key]) => key)
    expect(keys(messages).sort()).toEqual(keys(en).sort())
    expect(words(messages).filter(([, word]) => word.trim() === '')).toEqual([])
  })

  it('says none of them in English', () => {
    const english = new Map(words(en))
    expect(words(messages).filter(([key, word]) => english.get(key) === word)).toEqual([])
  })
})
