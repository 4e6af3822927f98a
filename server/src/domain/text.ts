import { balanceDirection } from 'belfry/protocol'

const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' })

/**
 * The beginning of a text, at most `length` UTF-16 units, cut between two characters as a reader sees
 * them: never inside an emoji of several parts, a flag or a letter with its marks.
 */
export const beginningOf = (text: string, length: number): string =>
  text.slice(0, graphemes.segment(text).containing(length)?.index)

/** The length of an excerpt, in UTF-16 units, without the ellipsis. */
const EXCERPT_LENGTH = 140

/** The beginning of a text in one line, cut at a word where there is one to cut at. */
export function excerptOf(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim()
  if (line.length <= EXCERPT_LENGTH) return line
  const start = beginningOf(line, EXCERPT_LENGTH)
  // The cut may fall exactly between two words.
  const atWord = line[start.length] === ' ' ? start : start.replace(/ [^ ]*$/, '')
  // The cut may have taken the partner of a direction control.
  return `${balanceDirection(atWord.trimEnd())}…`
}

// Spaces, control and format characters, fillers, and the empty pattern of Braille.
const invisible = /^[\p{Z}\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}\u2800]*$/u

/** Whether a reader sees anything of a text. */
export const isVisibleText = (text: string): boolean => !invisible.test(text)
