import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { beginningOf, excerptOf, isVisibleText } from '../../src/domain/text.js'
import { wildText } from '../support/wild-text.js'

const family = '👨‍👩‍👧'

describe('the beginning of a text', () => {
  it('is the whole text if it is short enough', () => {
    expect(beginningOf('short', 5)).toBe('short')
    expect(beginningOf('', 5)).toBe('')
  })

  it('has no more than the given number of UTF-16 units', () => {
    expect(beginningOf('abcdef', 4)).toBe('abcd')
  })

  it.each([
    ['an emoji of several parts', family],
    ['a flag', '🇧🇷'],
    ['a letter with a mark', 'e\u0301'],
    ['a surrogate pair', '𝒳'],
  ])('is never cut inside %s', (_, grapheme) => {
    for (let length = 1; length < grapheme.length; length += 1) {
      expect(beginningOf(`${grapheme}!`, length)).toBe('')
      expect(beginningOf(`ab${grapheme}`, 2 + length)).toBe('ab')
    }
    expect(beginningOf(`${grapheme}!`, grapheme.length)).toBe(grapheme)
  })

  it('starts the text, is short enough, and ends between graphemes, whatever the text is', () => {
    const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' })
    fc.assert(
      fc.property(wildText(), fc.nat(60), (text, length) => {
        const start = beginningOf(text, length)
        expect(text.startsWith(start)).toBe(true)
        expect(start.length).toBeLessThanOrEqual(length)
        const ends = [...graphemes.segment(text)].map(({ index }) => index)
        expect([...ends, text.length]).toContain(start.length)
      }),
    )
  })
})

describe('an excerpt', () => {
  it('is one line without spaces around it', () => {
    expect(excerptOf('  one\n\ttwo\u00a0 three ')).toBe('one two three')
  })

  it('is the whole text up to 140 units', () => {
    expect(excerptOf('a'.repeat(140))).toBe('a'.repeat(140))
  })

  it('is cut between two words, and ends with an ellipsis', () => {
    expect(excerptOf('word '.repeat(40))).toBe(`${'word '.repeat(27)}word…`)
  })

  it('keeps the last word if the cut is exactly at its end', () => {
    const words = `${'a'.repeat(69)} ${'b'.repeat(70)}`
    expect(excerptOf(`${words} and more`)).toBe(`${words}…`)
  })

  it('is cut inside a word that is too long by itself', () => {
    expect(excerptOf('a'.repeat(200))).toBe(`${'a'.repeat(140)}…`)
  })

  it('is not cut inside a grapheme', () => {
    expect(excerptOf(`${'a'.repeat(138)}${family}${'b'.repeat(20)}`)).toBe(`${'a'.repeat(138)}…`)
  })

  it('contains no direction control that lost its partner in the cut', () => {
    expect(excerptOf(`\u2067${'a'.repeat(200)}\u2069`)).toBe(`${'a'.repeat(139)}…`)
  })

  it('is at most 141 units long and has no line end, whatever the text is', () => {
    fc.assert(
      fc.property(wildText(200), (text) => {
        const excerpt = excerptOf(text)
        expect(excerpt.length).toBeLessThanOrEqual(141)
        expect(excerpt).not.toMatch(/[\n\r\t]/)
      }),
    )
  })
})

describe('a text', () => {
  it.each(['a', '0', '​a', 'ي', '🎉', '—'])('is visible: %j', (text) => {
    expect(isVisibleText(text)).toBe(true)
  })

  it.each([
    ['nothing', ''],
    ['spaces', ' \t\n\u00a0\u3000'],
    ['zero-width characters', '\u200b\u200d\ufeff'],
    ['direction controls', '\u2066\u2069\u200f'],
    ['soft hyphens', '\u00ad'],
    ['Hangul fillers', '\u3164\uffa0'],
    ['the empty pattern of Braille', '\u2800'],
    ['variation selectors', '\ufe0f'],
    ['control characters', '\u0000\u007f\u0085'],
  ])('is invisible if it has only %s', (_, text) => {
    expect(isVisibleText(text)).toBe(false)
  })
})
