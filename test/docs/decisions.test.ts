import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const folder = 'docs/decisions'
const records = readdirSync(folder)
  .filter((name) => name !== 'README.md')
  .sort()

const headings = ['Context', 'Alternatives considered', 'Decision', 'Consequences']

/** Every text that may refer to a record. */
const texts: readonly string[] = [
  ...['src', 'server', 'docs', 'test', 'scripts', 'stories', 'examples', 'bench'].flatMap((root) =>
    readdirSync(root, { recursive: true, encoding: 'utf8' })
      .map((name) => join(root, name).replaceAll('\\', '/'))
      .filter((path) => !/(^|\/)(node_modules|dist)\//.test(path)),
  ),
  ...readdirSync('.'),
].filter((path) => /\.(md|mdx|ts|tsx|js|mjs|css|html)$/.test(path))

/** The references in a text that lead to no record. */
function deadReferences(text: string): string[] {
  const paths = [...text.matchAll(/\bdecisions\/(\d{4}[\w-]*(?:\.md)?)/g)]
    .filter(([, name = '']) => !records.some((one) => one === name || one.startsWith(`${name}-`)))
    .map(([reference]) => reference)
  const numbers = [...text.matchAll(/\bdecisions? (?:record )?(\d+)\b/gi)]
    .filter(([, number = '']) => !records.some((name) => name.startsWith(number.padStart(4, '0'))))
    .map(([reference]) => reference)
  return [...paths, ...numbers]
}

/** The references in code that name the folder alone, so that a reader has to search. */
const vagueReferences = (text: string): string[] => [
  ...(text.match(/\bdocs\/decisions\b(?!\/\d{4})/g) ?? []),
]

describe('the decision records', () => {
  it('are numbered without a gap', () => {
    expect(records.length).toBeGreaterThan(20)
    expect(records.map((name) => Number(/^(\d{4})-[a-z0-9-]+\.md$/.exec(name)?.[1]))).toEqual(
      records.map((_, index) => index + 1),
    )
  })

  it.each(records)('%s has a title, a date, a status and every heading', (name) => {
    const text = readFileSync(join(folder, name), 'utf8')
    expect(text).toMatch(new RegExp(`^# ${Number(name.slice(0, 4))}\\. \\S`))
    expect(text).toMatch(/^- Date: \d{4}-\d{2}-\d{2}$/m)
    expect(text).toMatch(/^- Status: (proposed|accepted|superseded)\b/m)
    const parts = [...text.matchAll(/^## (.+)\n\n(\S)/gm)].map(([, heading]) => heading)
    expect(parts).toEqual(headings)
  })

  it('are listed by their titles in the README of their folder', () => {
    const entries = records.map((name) => {
      const [, title = ''] = /^# (.+)$/m.exec(readFileSync(join(folder, name), 'utf8')) ?? []
      return `- [${title}](${name})`
    })
    const list = readFileSync(join(folder, 'README.md'), 'utf8').match(/^- \[.*$/gm)
    expect(list).toEqual(entries)
  })
})

describe('a reference to a decision', () => {
  it('leads to a record that exists, wherever it is written', () => {
    const dead = texts.flatMap((path) =>
      deadReferences(readFileSync(path, 'utf8')).map((reference) => `${path}: ${reference}`),
    )
    expect(dead).toEqual([])
  })

  it('names one record where it is written in the source', () => {
    const vague = texts
      .filter((path) => /^(src|server\/src)\//.test(path))
      .filter((path) => vagueReferences(readFileSync(path, 'utf8')).length > 0)
    expect(vague).toEqual([])
  })

  it('is found in each form that the repository uses', () => {
    const missing = 99
    const folderNames = `docs/decisions/00${missing}-x.md, docs/decisions/00${missing}, docs/decisions/0012`
    const numbers = `decision ${missing}, decision 7, decision record ${missing}`
    expect(deadReferences(`${folderNames}, ${numbers}`)).toHaveLength(4)
    expect(vagueReferences('see docs/decisions, "paging"')).toHaveLength(1)
  })
})
