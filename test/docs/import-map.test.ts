import { existsSync, readFileSync } from 'node:fs'
import { posix } from 'node:path'
import ts from 'typescript'
import { beforeAll, expect, it } from 'vitest'
import { ensureBuilt } from '../support/built.js'

const PAGE = 'docs/how-to/without-a-bundler.md'
const PACKAGE = '/node_modules/belfry/'

/** The import map that the page gives to its readers. */
function importMapOf(page: string): Readonly<Record<string, string>> {
  const [, json = '{}'] = /<script type="importmap">([^]*?)<\/script>/.exec(page) ?? []
  return (JSON.parse(json) as { imports: Record<string, string> }).imports
}

/** The file in this folder that the address names. */
const fileAt = (address: string): string =>
  address.startsWith(PACKAGE) ? address.slice(PACKAGE.length) : address.slice(1)

const importsOf = (file: string): string[] =>
  ts.preProcessFile(readFileSync(file, 'utf8')).importedFiles.map(({ fileName }) => fileName)

/** Resolves a name as a browser does: the exact one, or the longest prefix that ends with "/". */
function addressOf(name: string, from: string, map: Readonly<Record<string, string>>) {
  if (/^\.{0,2}\//.test(name)) return posix.join(posix.dirname(from), name)
  const [prefix] = Object.keys(map)
    .filter((key) => key === name || (key.endsWith('/') && name.startsWith(key)))
    .sort((a, b) => b.length - a.length)
  return prefix === undefined ? undefined : `${map[prefix]}${name.slice(prefix.length)}`
}

beforeAll(ensureBuilt, 120_000)

it('the import map of the docs finds every file that a page loads, now or later', () => {
  const map = importMapOf(readFileSync(PAGE, 'utf8'))
  const missing: string[] = []
  const found = new Set<string>()
  const visit = (name: string, from: string) => {
    const address = addressOf(name, from, map)
    if (address === undefined || !existsSync(fileAt(address))) missing.push(`${name} in ${from}`)
    else if (!found.has(address)) {
      found.add(address)
      for (const next of importsOf(fileAt(address))) visit(next, address)
    }
  }
  for (const name of ['belfry', 'belfry/define']) visit(name, 'the page')

  expect(missing).toEqual([])
  expect(found.size).toBeGreaterThan(100)
})
