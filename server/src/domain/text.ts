import { balanceDirection } from 'belfry/protocol'

const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' })

/**
 * Returns the beginning of a text with at most `length` UTF-16 units. The cut is between two
 * graphemes, so never inside an emoji of several parts, a flag or a letter with its marks.
 */
export const beginningOf = (text: string, length: number): string =>
  text.slice(0, graphemes.segment(text).containing(length)?.index)

/** The maximum length of an excerpt without the ellipsis, in UTF-16 units. */
const EXCERPT_LENGTH = 140

/** Returns the beginning of a text as one line, cut between two words if possible. */
export function excerptOf(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim()
  if (line.length <= EXCERPT_LENGTH) return line
  const start = beginningOf(line, EXCERPT_LENGTH)
  // The cut may be exactly between two words.
  const atWord = line[start.length] === ' ' ? start : start.replace(/ [^ ]*$/, '')
  // The cut may have removed the partner of a direction control.
  return `${balanceDirection(atWord.trimEnd())}…`
}

// Spaces, control and format characters, fillers, and the empty pattern of Braille.
const invisible = /^[\p{Z}\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}\u2800]*$/u

/** Whether a text has at least one visible character. */
export const isVisibleText = (text: string): boolean => !invisible.test(text)
