import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** A fenced code block in a page of the documentation. */
export interface Sample {
  readonly page: string
  /** The line of the opening fence, counted from 1. */
  readonly line: number
  /** The text after the three backticks. */
  readonly info: string
  readonly code: string
}

/** Every page of the documentation. */
export const pages: readonly string[] = [
  'README.md',
  'CONTRIBUTING.md',
  'CHANGELOG.md',
  ...readdirSync('docs', { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => join('docs', name).replaceAll('\\', '/'))
    .sort(),
]

/** Every fenced code block of a page, in order. */
export function samplesOf(page: string): Sample[] {
  const text = readFileSync(page, 'utf8')
  const fences = text.matchAll(/^( *)```([^\n]*)\n([^]*?)^\1```$/gm)
  return [...fences].map(({ index, 2: info = '', 3: code = '' }) => ({
    page,
    line: text.slice(0, index).split('\n').length,
    info,
    code,
  }))
}

/** The one sample of a page with this text after its three backticks. */
export function sampleOf(page: string, info: string): string {
  const found = samplesOf(page).filter((sample) => sample.info === info)
  const [only] = found
  if (!only || found.length > 1) throw new Error(`${page} has ${found.length} samples of ${info}`)
  return only.code
}
