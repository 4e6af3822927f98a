import type { Content } from './notification.js'

/**
 * A text as a search compares it: `AÇAÍ` and `acai` are the same, and so are Arabic and Hebrew with and
 * without vowel marks. Both sides compare with it, so that they find the same.
 */
export const foldText = (text: string): string =>
  text
    .normalize('NFKD')
    // Marks, what only joins, directs or hyphenates, and the stroke that stretches an Arabic word.
    .replace(/[\p{M}\p{Cf}\u0640]/gu, '')
    // Small letters may look otherwise at the end of a word; capitals never do.
    .toUpperCase()

/** What of a notification is searched, folded. */
export const searchTextOf = ({ title, message }: Pick<Content, 'title' | 'message'>): string =>
  foldText(`${title}\n${message}`)
