import { expect, it } from 'vitest'
import { matchRangesIn } from '../../../../src/components/notification-panel/search/search-highlights.js'

const found = (words: string, text: string) =>
  matchRangesIn(words, text).map(([from, to]) => words.slice(from, to))

it.each([
  ['A lesson, and LESSONS', 'lesson', ['lesson', 'LESSON']],
  ['Açaí', 'acai', ['Açaí']],
  // The same word, with its accents as combining characters.
  ['Ac\u0327ai\u0301!', 'acai', ['Ac\u0327ai\u0301']],
  ['🎉 Équipe 🎉', 'equipe', ['Équipe']],
  ['aaaa', 'aa', ['aa', 'aa']],
  ['anything', '\u0301', []],
  ['anything', 'nothing', []],
])('matchRangesIn finds in %j for the query %j the matches %j', (words, text, expected) => {
  expect(found(words, text)).toEqual(expected)
})
