import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { contrastOf, drawings, words, type Rgb } from './support/contrast.js'

const sheets = [
  ...readdirSync('src/internal')
    .filter((file) => file.endsWith('.styles.ts'))
    .map((file) => `src/internal/${file}`),
  'src/components/notification-panel/notification-panel.styles.ts',
]

/** The house's own colours: in the light scheme, and in the dark. */
const colours = new Map<string, readonly [light: string, dark: string]>()
for (const sheet of sheets)
  for (const [, name = '', light = '', dark = light] of readFileSync(sheet, 'utf8').matchAll(
    /--_([\w-]+): var\(--belfry-[\w-]+, (?:light-dark\()?(#[\da-f]{6})(?:, (#[\da-f]{6}))?/g,
  ))
    colours.set(name, [light, dark])

/** `#rrggbb` as numbers. */
const rgbOf = (hex: string): Rgb =>
  [1, 3, 5].map((start) => parseInt(hex.slice(start, start + 2), 16)) as unknown as Rgb

const ratio = (one: string, other: string, scheme: 0 | 1): number =>
  contrastOf(rgbOf(colours.get(one)?.[scheme] ?? ''), rgbOf(colours.get(other)?.[scheme] ?? ''))

describe.each([
  ['light', 0],
  ['dark', 1],
] as const)('in the %s scheme', (_, scheme) => {
  it.each(words)('%s can be read on %s', (word, ground) => {
    expect(ratio(word, ground, scheme)).toBeGreaterThanOrEqual(4.5)
  })

  it.each(drawings)('%s can be told from %s', (drawing, ground) => {
    expect(ratio(drawing, ground, scheme)).toBeGreaterThanOrEqual(3)
  })
})

it('has a pair for every colour that is more than a line', () => {
  const paired = new Set([...words, ...drawings].flat())
  expect([...colours.keys()].filter((name) => !paired.has(name))).toEqual(['line'])
})
