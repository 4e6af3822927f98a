import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  balanceDirection,
  isolate,
  isolateSentence,
  withoutDirectionControls,
} from '../../src/protocol/isolate.js'
import { foldText } from '../../src/protocol/search.js'

const CONTROLS = [
  ...'\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069',
] as const
const anyText = fc.string({
  unit: fc.constantFrom(...CONTROLS, 'a', 'א', ' ', '\n', '\u2029', '😀'),
})

describe('isolate', () => {
  it('keeps the direction of a value inside the value', () => {
    expect(isolate('דוד כהן')).toBe('\u2068דוד כהן\u2069')
  })

  it('removes an override that would change the order of letters', () => {
    expect(isolate('\u202Emoc.live')).toBe('\u2068moc.live\u2069')
  })

  it('removes controls that would end the isolation', () => {
    expect(isolate('a\u2069\u202Eb')).toBe('\u2068ab\u2069')
    expect(isolate('a\u2029b\nc')).toBe('\u2068a b c\u2069')
  })

  it('removes every direction control and nothing else', () => {
    expect(isolate(`x${CONTROLS.join('')}\u200d👨‍👩‍👧 é`)).toBe('\u2068x\u200d👨‍👩‍👧 é\u2069')
  })

  it('returns an empty text for a value of controls only', () => {
    expect(isolate('')).toBe('')
    expect(isolate('\u202e\u200f')).toBe('')
  })

  it('does not change the search text', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const oneLine = text.replace(/[\n\u2029]+/g, ' ')
        expect(foldText(isolate(oneLine))).toBe(foldText(oneLine))
      }),
    )
  })
})

describe('balanceDirection', () => {
  it('does not change a text whose controls are balanced', () => {
    const text = '\u2068דוד\u2069 replied \u202bשלום\u202c \u2067a\u2066b\u2069\u2069\u200f'
    expect(balanceDirection(text)).toBe(text)
  })

  it('removes controls without a partner', () => {
    expect(balanceDirection('a\u2067b')).toBe('ab')
    expect(balanceDirection('a\u2069b\u202c')).toBe('ab')
    expect(balanceDirection('\u2068a\u202bb\u2069c\u202cd')).toBe('\u2068ab\u2069cd')
    expect(balanceDirection('\u202ba\u2068b\u202cc\u2069d\u202c')).toBe(
      '\u202ba\u2068bc\u2069d\u202c',
    )
  })

  it('removes overrides, even in pairs', () => {
    expect(balanceDirection('\u202emoc.live\u202c is \u202dhere')).toBe('moc.live is here')
  })

  it('leaves every text balanced, and changes no balanced text', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const balanced = balanceDirection(text)
        expect(depths(balanced)).toEqual({ ends: 0, lowest: 0 })
        expect(balanceDirection(balanced)).toBe(balanced)
        expect(withoutDirectionControls(balanced)).toBe(withoutDirectionControls(text))
      }),
    )
  })
})

describe('isolateSentence', () => {
  it('isolates a sentence, and keeps the isolated values in it', () => {
    expect(isolateSentence('\u2068דוד\u2069 replied to you')).toBe(
      '\u2068\u2068דוד\u2069 replied to you\u2069',
    )
    expect(isolateSentence('a\u2069b')).toBe('\u2068ab\u2069')
    expect(isolateSentence('\u202e')).toBe('')
  })
})

/** How deep a text is when it ends, and the lowest depth on its way. */
function depths(text: string): { ends: number; lowest: number } {
  let depth = 0
  let lowest = 0
  for (const sign of text) {
    if (/[\u202a\u202b\u202d\u202e\u2066-\u2068]/.test(sign)) depth += 1
    if (/[\u202c\u2069]/.test(sign)) depth -= 1
    lowest = Math.min(lowest, depth)
  }
  return { ends: depth, lowest }
}
