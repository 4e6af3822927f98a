import fc from 'fast-check'

/** Characters that are difficult to cut, to isolate or to see, among ordinary ones. */
const characters = [
  ...['a', 'B', '7', ' ', '\n', '.', '{', '}', '$', '&', '/', '\\', '%', '#', '?', '<'],
  ...['é', 'e\u0301', '漢', 'ש', 'ي', '𝒳', '🎉', '👨\u200d👩\u200d👧', '🇧🇷', '👍🏽', '❤\ufe0f'],
  ...[
    '\u200d',
    '\ufe0f',
    '\u0301',
    '🇧',
    '\u00a0',
    '\u00ad',
    '\u200b',
    '\u2028',
    '\u2800',
    '\ufeff',
  ],
  ...['\u061c', '\u200e', '\u200f', '\u202a', '\u202b', '\u202c', '\u202d', '\u202e'],
  ...['\u2066', '\u2067', '\u2068', '\u2069'],
]

/** Texts of at most `maxLength` such characters. */
export const wildText = (maxLength = 30): fc.Arbitrary<string> =>
  fc.array(fc.constantFrom(...characters), { maxLength, size: 'max' }).map((all) => all.join(''))
