import { expect, it } from 'vitest'
import { withOwn } from '../../src/internal/own-words.js'

const words = { close: 'Close', count: (number: number) => `${number}` }

it('the page’s own texts replace those of the library', () => {
  expect(withOwn(words, { close: 'Away' })).toEqual({ ...words, close: 'Away' })
})

it.each([
  undefined,
  {},
  { close: 7 },
  { close: undefined },
  { count: 'many' },
  { unknown: 'text' },
])('the library’s texts stay with %j', (own) => {
  expect(withOwn(words, own)).toEqual(words)
})
