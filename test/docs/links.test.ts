import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, posix } from 'node:path'
import { describe, expect, it } from 'vitest'
import { pages } from './samples.js'

/** A page without its fenced code. */
const proseOf = (page: string): string =>
  readFileSync(page, 'utf8').replace(/^( *)```[^]*?^\1```$/gm, '')

/** The anchors of a page's headings, as GitHub makes them. */
function anchorsOf(page: string): string[] {
  const headings = [...proseOf(page).matchAll(/^#{1,6} (.+)$/gm)]
  return headings.map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .replace(/\s/g, '-'),
  )
}

/** The links of a page that lead nowhere in the repository. */
function deadLinksOf(page: string): string[] {
  const links = [
    ...proseOf(page)
      .replace(/`[^`\n]*`/g, '')
      .matchAll(/\]\(([^)\s]+)\)/g),
  ]
  return links
    .map(([, link = '']) => link)
    .filter((link) => !/^(https?|mailto):/.test(link))
    .filter((link) => {
      const [path = '', anchor] = link.split('#', 2)
      const target = path === '' ? page : posix.join(dirname(page), path)
      if (!existsSync(target)) return true
      return anchor !== undefined && !anchorsOf(target).includes(anchor)
    })
}

/** Every file of the repository's own folders. */
const files: readonly string[] = [
  'src',
  'server',
  'test',
  'scripts',
  'stories',
  'bench',
  'docs',
  '.',
]
  .flatMap((root) =>
    readdirSync(root, { recursive: root !== '.', encoding: 'utf8' }).map((name) =>
      join(root, name).replaceAll('\\', '/'),
    ),
  )
  .filter((path) => !path.includes('node_modules/'))

/** The files that a page names and that do not exist. A page may leave out the first folders. */
function missingFilesOf(page: string): string[] {
  const names = [...proseOf(page).matchAll(/`([\w./-]+\.(?:ts|mjs|js|json|css))`/g)]
  return names
    .map(([, name = '']) => name)
    .filter((name) => !files.some((path) => path === name || path.endsWith(`/${name}`)))
}

describe('the links of the documentation', () => {
  it.each([...pages, 'server/README.md'])('lead to a file and a heading in %s', (page) => {
    expect(deadLinksOf(page)).toEqual([])
  })
})

it.each(['CONTRIBUTING.md', 'docs/architecture.md'])('%s names only files that exist', (page) => {
  expect(missingFilesOf(page)).toEqual([])
})
