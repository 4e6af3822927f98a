import { expect, it, vi } from 'vitest'
import { Dictionary } from '../../src/internal/dictionary.js'

const english = { locale: 'en' }
const spanish = { locale: 'es' }

it('a dictionary is English until another language is loaded', async () => {
  const dictionary = new Dictionary(english, { es: () => Promise.resolve(spanish) })
  expect(dictionary.in('es')).toBe(english)
  expect(await dictionary.load('es')).toBe(true)
  expect(dictionary.in('es')).toBe(spanish)
  expect(dictionary.in('fr')).toBe(english)
})

it('a dictionary loads a language once', async () => {
  const load = vi.fn(() => Promise.resolve(spanish))
  const dictionary = new Dictionary(english, { es: load })
  await dictionary.load('es')
  expect(await dictionary.load('es')).toBe(false)
  expect(load).toHaveBeenCalledOnce()
})

it('a dictionary loads a language again after a failure', async () => {
  const load = vi.fn(() => Promise.resolve(spanish))
  load.mockRejectedValueOnce(new Error('offline'))
  const dictionary = new Dictionary(english, { es: load })
  expect(await dictionary.load('es')).toBe(false)
  expect(await dictionary.load('es')).toBe(true)
})

it('a dictionary loads nothing for an unknown language', async () => {
  expect(await new Dictionary(english, {}).load('xx')).toBe(false)
})
