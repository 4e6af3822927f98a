import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

const sheets = [
  ...readdirSync('src/internal')
    .filter((file) => file.endsWith('.styles.ts'))
    .map((file) => `src/internal/${file}`),
  'src/components/notification-bell/notification-panel.styles.ts',
]

/** The house's own colours: in the light scheme, and in the dark. */
const colours = new Map<string, readonly [light: string, dark: string]>()
for (const sheet of sheets)
  for (const [, name = '', light = '', dark = light] of readFileSync(sheet, 'utf8').matchAll(
    /--_([\w-]+): var\(--belfry-[\w-]+, (?:light-dark\()?(#[\da-f]{6})(?:, (#[\da-f]{6}))?/g,
  ))
    colours.set(name, [light, dark])

/** The relative luminance of WCAG 2. */
function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5]
    .map((start) => parseInt(hex.slice(start, start + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

function ratio(one: string, other: string, scheme: 0 | 1): number {
  const [a, b] = [one, other].map((name) => luminance(colours.get(name)?.[scheme] ?? '')) as [
    number,
    number,
  ]
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05)
}

const categories = ['learning', 'interaction', 'gamification', 'system']

/** Words, and what they stand on. */
const words: readonly [string, string][] = [
  ...['raised', 'sunken', 'accent-soft'].map((ground): [string, string] => ['text', ground]),
  ...['raised', 'sunken'].map((ground): [string, string] => ['muted', ground]),
  ...['raised', 'sunken', 'accent-soft'].map((ground): [string, string] => ['accent', ground]),
  ['on-accent', 'accent'],
  ['on-badge', 'badge'],
]

/** Drawings that mean something, and what they stand on. */
const drawings: readonly [string, string][] = [
  ...categories.map((category): [string, string] => [category, `${category}-soft`]),
  ['accent', 'surface'],
  ['good', 'raised'],
  ['warn', 'raised'],
]

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
