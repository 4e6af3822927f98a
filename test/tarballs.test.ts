import { execFile } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, posix } from 'node:path'
import { promisify } from 'node:util'
import { beforeAll, describe, expect, it } from 'vitest'
import { ensureBuilt } from './support/built.js'

const run = promisify(execFile)

/** The parts of a package.json that are read here. */
interface Manifest {
  readonly private?: boolean
  readonly license?: string
  readonly keywords?: readonly string[]
  readonly customElements?: string
  readonly exports: Readonly<Record<string, string | Readonly<Record<string, string>>>>
  readonly bin?: Readonly<Record<string, string>>
}

const folders = { belfry: '.', 'belfry-server': 'server' } as const
const manifestOf = (folder: string) =>
  JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest
const packed = new Map<string, readonly string[]>()

const filesOf = (folder: string): readonly string[] => packed.get(folder) ?? []
const isMissingIn = (folder: string) => (path: string) => !filesOf(folder).includes(path)
const read = (folder: string, path: string) => readFileSync(join(folder, path), 'utf8')

beforeAll(async () => {
  await ensureBuilt()
  for (const folder of Object.values(folders)) {
    const options = ['pack', '--dry-run', '--json', '--ignore-scripts']
    const { stdout } = await run('npm', options, { cwd: folder })
    const [tarball] = JSON.parse(stdout) as { files: { path: string }[] }[]
    packed.set(folder, tarball?.files.map(({ path }) => path) ?? [])
  }
}, 120_000)

describe.each(Object.entries(folders))('the tarball of %s', (_name, folder) => {
  it('has every file that its package.json names', () => {
    const { exports, bin = {}, customElements } = manifestOf(folder)
    const named = Object.values(exports).flatMap((one) =>
      typeof one === 'string' ? [one] : Object.values(one),
    )
    const all = [...named, ...Object.values(bin), ...(customElements ? [customElements] : [])]
    expect(all.map((path) => posix.normalize(path)).filter(isMissingIn(folder))).toEqual([])
  })

  it('says its licence and what it is found by, and may be published', () => {
    const { license, keywords, private: isPrivate } = manifestOf(folder)
    expect(license).toBe('MIT')
    expect(keywords?.length).toBeGreaterThan(3)
    expect(isPrivate ?? false).toBe(false)
    expect(['LICENSE', 'README.md'].filter(isMissingIn(folder))).toEqual([])
    expect(read(folder, 'LICENSE')).toContain('Permission is hereby granted, free of charge')
  })

  it('has no file that only the build needs', () => {
    const stray = filesOf(folder).filter((path) => /(^|\/)\.|node_modules|tsbuildinfo/.test(path))
    expect(stray).toEqual([])
  })

  it('has the target of every link and picture of its pages', () => {
    const pages = filesOf(folder).filter((path) => path.endsWith('.md'))
    const dead = pages.flatMap((page) =>
      targetsOf(read(folder, page))
        .map((target) => posix.join(dirname(page), target))
        .filter(isMissingIn(folder))
        .map((target) => `${page}: ${target}`),
    )
    expect(pages).toContain('README.md')
    expect(dead).toEqual([])
  })
})

describe('the tarball of belfry', () => {
  it('describes its elements, each in a file that is packed', () => {
    const { modules } = JSON.parse(read('.', manifestOf('.').customElements ?? '')) as {
      modules: { path: string; declarations: { tagName?: string }[] }[]
    }
    const tags = modules.flatMap(({ declarations }) => declarations.map(({ tagName }) => tagName))
    expect(tags).toContain('notification-bell')
    expect(modules.map(({ path }) => path).filter(isMissingIn('.'))).toEqual([])
  })

  it('has no declaration that no entry leads to', () => {
    const entries = Object.values(manifestOf('.').exports).flatMap((one) =>
      typeof one === 'string' || !one['types'] ? [] : [posix.normalize(one['types'])],
    )
    const reached = new Set(entries)
    for (const path of reached)
      for (const [, specifier = ''] of read('.', path).matchAll(/['"](\.\.?\/[^'"]+)\.js['"]/g))
        reached.add(posix.join(dirname(path), `${specifier}.d.ts`))
    const declarations = filesOf('.').filter((path) => path.endsWith('.d.ts'))
    expect(declarations.filter((path) => !reached.has(path))).toEqual([])
  })

  it('runs as it is where there is no process, as in a browser', async () => {
    const program = `
      delete globalThis.process
      const { createInbox } = await import('./dist/index.js')
      const inbox = createInbox({ endpoint: 'http://localhost:1', getToken: () => 'x' })
      console.log(typeof inbox)`
    const options = ['--input-type=module', '-e', program]
    const { stdout } = await run(process.execPath, options, { timeout: 20_000 })
    expect(stdout.trim()).toBe('object')
  })

  it('carries the licence of everything that is built into it', () => {
    const notices = read('.', 'dist/THIRD-PARTY-LICENSES.txt')
    for (const name of ['nanostores', 'lit-html', '@floating-ui/core', 'canvas-confetti'])
      expect(notices).toContain(`${name} `)
    expect(filesOf('.')).toContain('dist/THIRD-PARTY-LICENSES.txt')
  })
})

describe('the tarball of belfry-server', () => {
  it('carries the library that the demo and a page load, with its licences', () => {
    const carried = ['dist/library/belfry.js', 'dist/library/THIRD-PARTY-LICENSES.txt']
    expect([...carried, 'src/demo/site/page.html'].filter(isMissingIn('server'))).toEqual([])
    expect(existsSync('server/dist/library/belfry.js')).toBe(true)
  })
})

/** Everything that a page links to or shows, without its code, other hosts, and places on itself. */
const targetsOf = (page: string): string[] =>
  [...page.replace(/^```[^]*?^```$|`[^`\n]*`/gm, '').matchAll(TARGET)]
    .map(([, link, attribute]) => link ?? attribute ?? '')
    .filter((target) => !/^(https?:|#|mailto:)/.test(target))
    .map((target) => target.split('#', 1)[0] ?? '')

const TARGET = /\]\(([^)\s]+)\)|(?:src|srcset|href)="([^"]+)"/g
