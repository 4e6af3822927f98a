/** Red, green and blue, from 0 to 255. */
export type Rgb = readonly [red: number, green: number, blue: number]

/** The contrast of two colours, as WCAG 2 has it. */
export function contrastOf(one: Rgb, other: Rgb): number {
  const [a, b] = [luminance(one), luminance(other)]
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05)
}

function luminance(colour: Rgb): number {
  const [r, g, b] = colour
    .map((part) => part / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)) as [
    number,
    number,
    number,
  ]
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

const categories = ['learning', 'interaction', 'gamification', 'system']

/** Words, and what they stand on: 4.5 : 1. */
export const words: readonly [string, string][] = [
  ...['raised', 'sunken', 'accent-soft'].map((ground): [string, string] => ['text', ground]),
  ...['raised', 'sunken'].map((ground): [string, string] => ['muted', ground]),
  ...['raised', 'sunken', 'accent-soft'].map((ground): [string, string] => ['accent', ground]),
  ['on-accent', 'accent'],
  ['on-badge', 'badge'],
]

/** Drawings that mean something, and what they stand on: 3 : 1. */
export const drawings: readonly [string, string][] = [
  ...categories.map((category): [string, string] => [category, `${category}-soft`]),
  ['accent', 'surface'],
  ['good', 'raised'],
  ['warn', 'raised'],
]
