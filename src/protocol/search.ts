import type { Content } from './notification.js'

/**
 * Folds a text for search: `AÇAÍ` and `acai` become equal, and so do Arabic and Hebrew words with
 * and without vowel marks. Server and page both use this function, so that they find the same.
 */
export const foldText = (text: string): string =>
  text
    .normalize('NFKD')
    // Removes marks, characters that only join, direct or hyphenate, and the stroke that
    // stretches an Arabic word.
    .replace(/[\p{M}\p{Cf}\u0640]/gu, '')
    // A lowercase letter may have another form at the end of a word; an uppercase letter never has.
    .toUpperCase()

/** Returns the folded text of a notification that a search compares with. */
export const searchTextOf = ({ title, message }: Pick<Content, 'title' | 'message'>): string =>
  foldText(`${title}\n${message}`)
