const accents: Readonly<Record<string, string>> = {
  a: 'á',
  e: 'ë',
  i: 'ï',
  o: 'ö',
  u: 'ü',
  n: 'ñ',
  c: 'ç',
}

/** How much longer than English a translation may be, as a fraction. */
const STRETCH = 0.4

/**
 * Turns texts into a pseudo-language for tests: every word is accented, 40 % longer and in
 * brackets. A text without brackets was not translated; a text without its last bracket was cut
 * off.
 */
export const pseudo = <W extends object>(words: W): W =>
  Object.fromEntries(
    Object.entries(words).map(([key, word]) => [key, key === 'locale' ? word : disguise(word)]),
  ) as W

function disguise(word: unknown): unknown {
  if (typeof word === 'string') return stretch(word)
  if (typeof word !== 'function') return word
  return (...values: unknown[]) =>
    stretch(String((word as (...all: unknown[]) => unknown)(...values)))
}

const stretch = (text: string): string =>
  `⟦${text.replace(/[aeiounc]/g, (letter) => accents[letter] ?? letter)}${'·'.repeat(Math.ceil(text.length * STRETCH))}⟧`
