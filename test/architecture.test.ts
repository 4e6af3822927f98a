import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { sourceFiles } from '../scripts/lib/imports.mjs'
import { cyclesIn, loadedWith, violationsOf, type Dependencies } from './support/layers.js'
import { parse, undocumentedExports, type SourceText } from './support/source.js'

const read = (path: string): SourceText => ({
  path: path.replaceAll('\\', '/'),
  text: readFileSync(path, 'utf8'),
})
const dependenciesOf = (manifest: string): string[] =>
  Object.keys((JSON.parse(readFileSync(manifest, 'utf8')) as { dependencies: object }).dependencies)

const library = sourceFiles('src').map(read)
const server = sourceFiles('server/src').map(read)
const dependencies: Dependencies = {
  library: dependenciesOf('package.json'),
  server: dependenciesOf('server/package.json'),
}

describe('the repository', () => {
  it('imports only in the directions of the architecture', () => {
    expect([...library, ...server].flatMap((file) => violationsOf(file, dependencies))).toEqual([])
  })

  it('has no circle of imports, type-only ones included', () => {
    expect(cyclesIn(library)).toEqual([])
    expect(cyclesIn(server)).toEqual([])
  })

  it('registers nothing when its main entry is imported', () => {
    const registering = loadedWith('src/index.ts', library).filter((path) =>
      path.endsWith('/define.ts'),
    )
    expect(registering).toEqual([])
  })

  it('documents every export', () => {
    const bare = [...library, ...server].flatMap((file) =>
      undocumentedExports(parse(file)).map((line) => `${file.path}: ${line}`),
    )
    expect(bare).toEqual([])
  })

  it('gives a reason with every exception to a rule', () => {
    const silent = [...library, ...server].flatMap(({ path, text }) =>
      text
        .split('\n')
        .filter((line) => /eslint-disable(?!.* -- \S)|@ts-(ignore|nocheck|expect-error)/.test(line))
        .map((line) => `${path}: ${line.trim()}`),
    )
    expect(silent).toEqual([])
  })
})

describe('the check of the architecture', () => {
  const check = (path: string, text: string) => violationsOf({ path, text }, dependencies)

  it.each([
    ['a static import', `import { x } from '../client/x.js'`],
    ['a type-only import', `import type { X } from '../client/x.js'`],
    ['an inline type', `export type Y = import('../client/x.js').X`],
    ['an import for its side effects', `import '../client/x.js'`],
    ['a re-export', `export * from '../client/x.js'`],
    ['a dynamic import', `export const load = () => import('../client/x.js')`],
  ])('objects to %s in the wrong direction', (_, text) => {
    expect(check('src/store/a.ts', text)).toEqual([
      'src/store/a.ts: store must not import client (../client/x.js)',
    ])
  })

  it.each([
    ['src/client/a.ts', '../store/x.js'],
    ['src/client/a.ts', '../protocol/index.js'],
    ['src/components/bell/a.ts', '../../store/x.js'],
    ['src/components/bell/a.ts', '../../internal/x.js'],
    ['src/components/bell/a.ts', '../../locales/en.js'],
    ['src/internal/a.ts', '../locales/en.js'],
    ['src/admin/composer/a.ts', '../../internal/x.js'],
    ['src/devtools/a.ts', '../store/x.js'],
    ['src/conformance/a.ts', 'node:fs'],
    ['src/index.ts', './client/x.js'],
    ['server/src/domain/a.ts', 'belfry/protocol/schemas'],
    ['server/src/main.ts', './server.js'],
    ['server/src/server.ts', './demo/x.js'],
    ['server/src/demo/a.ts', '../http/x.js'],
    ['server/src/http/a.ts', '../live/hub.js'],
    ['server/src/http/a.ts', '../jobs/jobs.js'],
    ['server/src/http/a.ts', '../config.js'],
    ['server/src/live/a.ts', '../domain/x.js'],
    ['server/src/jobs/a.ts', '../storage/x.js'],
    ['server/src/domain/a.ts', '../storage/x.js'],
    ['server/src/storage/a.ts', '../log.js'],
  ])('lets %s import %s', (path, specifier) => {
    expect(check(path, `import '${specifier}'`)).toEqual([])
  })

  it.each([
    ['src/protocol/a.ts', '../store/x.js'],
    ['src/transports/a.ts', '../store/x.js'],
    ['src/client/a.ts', '../internal/x.js'],
    ['src/context/a.ts', '../components/bell/x.js'],
    ['src/components/bell/a.ts', '../../admin/x/x.js'],
    ['src/testing/a.ts', '../client/x.js'],
    ['src/locales/en.ts', '../internal/x.js'],
    ['src/index.ts', './internal/x.js'],
    ['src/elsewhere/a.ts', '../protocol/x.js'],
    ['src/store/a.ts', './index.js'],
    ['src/client/a.ts', 'node:fs'],
    ['src/client/a.ts', 'left-pad'],
    ['src/client/a.ts', '../../server/src/a.js'],
    ['server/src/http/a.ts', 'belfry'],
    ['server/src/http/a.ts', '../../../src/store/x.js'],
    ['server/src/http/a.ts', 'lit'],
    ['server/src/a.ts', './log.js'],
    ['server/src/storage/a.ts', '../domain/x.js'],
    ['server/src/storage/a.ts', '../config.js'],
    ['server/src/domain/a.ts', '../http/x.js'],
    ['server/src/domain/a.ts', '../live/x.js'],
    ['server/src/live/a.ts', '../jobs/x.js'],
    ['server/src/jobs/a.ts', '../live/x.js'],
    ['server/src/live/a.ts', '../http/x.js'],
    ['server/src/live/a.ts', '../config.js'],
    ['server/src/http/a.ts', '../demo/x.js'],
    ['server/src/demo/a.ts', '../server.js'],
    ['server/src/log.ts', './storage/x.js'],
    ['server/src/server.ts', './main.js'],
  ])('stops %s from importing %s', (path, specifier) => {
    expect(check(path, `import '${specifier}'`)).toHaveLength(1)
  })

  it('objects to an import that it cannot read', () => {
    expect(check('src/client/a.ts', 'export const load = (x: string) => import(x)')).toHaveLength(1)
  })

  it.each([
    'Date.now()',
    'new Date()',
    'setTimeout(f, 1)',
    'fetch("/")',
    'document.title',
    'window',
  ])('objects to %s in a store', (text) => {
    expect(check('src/store/a.ts', `export const x = (f: () => void) => ${text}`)).toHaveLength(1)
  })

  it('tells the world from a member or a variable of the same name', () => {
    const text = 'export const f = (window: { document: number }) => window.document'
    expect(check('src/store/a.ts', text)).toEqual([])
  })

  it('objects to logic in an entry, and to an element registered outside of a define.ts', () => {
    expect(check('src/index.ts', 'export const x = 1')).toHaveLength(1)
    expect(check('src/components/bell/bell.ts', 'customElements.define("a-b", X)')).toHaveLength(1)
    expect(check('src/components/bell/define.ts', 'customElements.define("a-b", X)')).toEqual([])
  })

  it('stops elements from writing the state', () => {
    const text = `import type { InboxStore as Store } from '../../store/inbox-store.js'`
    expect(check('src/components/bell/a.ts', text)).toHaveLength(1)
    expect(check('src/client/a.ts', text.replace('../../', '../'))).toEqual([])
  })

  it('lets only the storage of the server run SQL', () => {
    const text = `export const f = (transaction: T) => transaction.query('select 1')`
    expect(check('server/src/storage/a.ts', text)).toEqual([])
    expect(check('server/src/domain/a.ts', text)).toEqual([
      'server/src/domain/a.ts: only storage runs SQL',
    ])
  })

  it('finds circles, also of types, though not those of parts that are loaded later', () => {
    const circle = (second: string) =>
      cyclesIn([
        { path: 'src/a.ts', text: `import './b.js'` },
        { path: 'src/b.ts', text: second },
      ])
    const found = ['src/a.ts → src/b.ts → src/a.ts']
    expect(circle(`import './a.js'`)).toEqual(found)
    expect(circle(`import type { A } from './a.js'`)).toEqual(found)
    expect(circle(`export type A = import('./a.js').A`)).toEqual(found)
    expect(circle(`export const later = () => import('./a.js')`)).toEqual([])
  })

  it('finds exports without a docstring', () => {
    const text = 'export const bare = 1\n/** Said. */\nexport const said = 2\nconst own = 3'
    expect(undocumentedExports(parse({ path: 'src/a.ts', text }))).toEqual([
      'export const bare = 1',
    ])
  })
})
