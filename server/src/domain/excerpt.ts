/** The length of an excerpt, in characters. */
const EXCERPT_LENGTH = 140

/** The beginning of a text in one line, cut at a word where there is one to cut at. */
export function excerptOf(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim()
  if (line.length <= EXCERPT_LENGTH) return line
  const start = line.slice(0, EXCERPT_LENGTH)
  // The cut may fall exactly between two words.
  const atWord = line[EXCERPT_LENGTH] === ' ' ? start : start.replace(/ [^ ]*$/, '')
  // Not through the middle of a character of two parts.
  return `${atWord.replace(/[\ud800-\udbff]$/, '').trimEnd()}…`
}
