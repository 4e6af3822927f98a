import { readdirSync, readFileSync } from 'node:fs'
import { basename } from 'node:path'
import ts from 'typescript'
import { describe, expect, it } from 'vitest'
import { sourceFiles } from '../scripts/lib/imports.mjs'
import { parse, type SourceText } from './support/source.js'

/** Words that named files once, each with the word that replaced it. */
const retiredFiles: Readonly<Record<string, string>> = {
  acting: 'start-commands',
  admission: 'open-limiter',
  alarm: 'wakeable-sleep',
  answers: 'response-schemas',
  beside: 'stopgap, probe',
  bus: 'tab-channel',
  'by-chance': 'random-suites',
  camera: 'launch-chromium',
  'carry-out': 'run-command',
  choosing: 'row-actions',
  connect: 'open-stream',
  fewer: 'mute-suggestion',
  found: 'filtered, filtered-list',
  'found-marks': 'search-highlights',
  further: 'list-controller',
  holds: 'text-match',
  'in-popover': 'popover-stage',
  'inbox-writes': 'inbox-commands',
  'keep-house': 'housekeeping',
  ladder: 'transport-fallback',
  line: 'with-lock',
  'list-source': 'list-controller',
  'lower-rungs': 'later-transports',
  meta: 'secrets',
  'new-ones': 'new-notifications',
  'on-page': 'page-stage',
  outage: 'status',
  outcome: 'action-status',
  'page-place': 'shared-slot',
  'page-watch': 'pause-triggers',
  'panel-tools': 'panel-behaviour, panel-keyboard',
  'panel-views': 'empty-states',
  pieces: 'load-toast-kind',
  place: 'placement',
  purge: 'old-records',
  reception: 'receiver, arrival-filter',
  retire: 'retention',
  'row-acts': 'row-actions',
  rungs: 'named-transports',
  'scroll-place': 'scroll-anchor',
  tab: 'tab-environment',
  triage: 'panel-list, notification-row',
}

/** Words that exported names were made of, each with the word that replaced it. */
const retiredWords: Readonly<Record<string, string>> = {
  acts: 'actions',
  admission: 'limiter',
  alarm: 'sleep',
  ear: 'receiver',
  fewer: 'mute',
  holds: 'matches',
  hush: 'drop',
  ladder: 'fallback',
  meaning: 'actions',
  mouth: 'sender',
  outage: 'status',
  pieces: 'parts',
  purge: 'delete',
  reception: 'receiver',
  rung: 'transport',
  rungs: 'transports',
  scene: 'context',
  showpiece: 'renderer',
  standing: 'position',
  tells: 'updates',
  unsay: 'clear',
  voice: 'announcer',
}

/** Two files may export these: a convention of the house gives them to many. */
const conventional = new Set(['styles', 'ar', 'en', 'es', 'he', 'ptBr'])
/** The quick checks of a page, the schemas of a server and its fields check the same things. */
const checks = ['src/protocol/checks.ts', 'src/protocol/schemas.ts', 'server/src/domain/fields.ts']

const read = (path: string): SourceText => ({
  path: path.replaceAll('\\', '/'),
  text: readFileSync(path, 'utf8'),
})
const sources = ['src', 'server/src'].flatMap(sourceFiles).map(read)
/** The files of every folder of ours, in any language. */
const everywhere = ['src', 'server/src', 'scripts', 'stories', 'test', 'server/test', 'bench']
  .flatMap((folder) => readdirSync(folder, { recursive: true, encoding: 'utf8' }))
  .filter((path) => !path.includes('node_modules'))

function exportedNames(file: SourceText): string[] {
  return parse(file).statements.flatMap((statement) => {
    const isExported =
      ts.canHaveModifiers(statement) &&
      ts.getModifiers(statement)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)
    if (!isExported) return []
    if (ts.isVariableStatement(statement))
      return statement.declarationList.declarations.map(({ name }) => name.getText())
    const { name } = statement as { name?: ts.Identifier }
    return name ? [name.text] : []
  })
}

const wordsOf = (name: string): string[] =>
  name.split(/(?<=[a-z\d])(?=[A-Z])|_|\W/).map((word) => word.toLowerCase())

const retiredIn = (names: readonly string[], retired: Readonly<Record<string, string>>): string[] =>
  names.flatMap((name) =>
    Object.hasOwn(retired, name) ? [`${name}: say ${retired[name] ?? ''}`] : [],
  )

/** The name of a file without what follows its first dot: `panel.styles.ts` is `panel`. */
const stemOf = (path: string): string => basename(path).split('.')[0] ?? ''

/** Exported names that more than one file declares, each with the files. */
function namesOfTwo(files: readonly SourceText[]): string[] {
  const owners = new Map<string, string[]>()
  for (const file of files)
    for (const name of new Set(exportedNames(file)))
      owners.set(name, [...(owners.get(name) ?? []), file.path])
  return [...owners]
    .filter(([name, paths]) => !conventional.has(name) && paths.length > 1)
    .filter(([, paths]) => !paths.every((path) => checks.includes(path)))
    .map(([name, paths]) => `${name}: ${paths.join(', ')}`)
}

describe('the names of the repository', () => {
  it('use no file name that was retired', () => {
    expect(retiredIn(everywhere.map(stemOf), retiredFiles)).toEqual([])
  })

  it('use no word in an exported name that was retired', () => {
    expect(retiredIn(sources.flatMap(exportedNames).flatMap(wordsOf), retiredWords)).toEqual([])
  })

  it('give each exported name to one file', () => {
    expect(namesOfTwo(sources)).toEqual([])
  })
})

describe('the check of the names', () => {
  it('finds a retired file name, also of a test or of styles', () => {
    const stems = ['src/client/ladder.ts', 'test/client/bus.test.ts', 'src/a/place.styles.ts']
    expect(retiredIn(stems.map(stemOf), retiredFiles)).toHaveLength(3)
    expect(retiredIn(['src/client/backoff.ts'].map(stemOf), retiredFiles)).toEqual([])
  })

  it('finds a retired word in each kind of export', () => {
    const text = `export const createRungs = 1
      export function hush() {}
      export class ShowpieceCard {}
      export interface Reception {}
      export type UNDO_SCENE = 1
      const tells = 2`
    const words = exportedNames({ path: 'src/a.ts', text }).flatMap(wordsOf)
    expect(retiredIn(words, retiredWords)).toHaveLength(5)
  })

  it('finds a name that two files declare', () => {
    const files = ['src/a.ts', 'src/b.ts'].map((path) => ({ path, text: 'export const place = 1' }))
    expect(namesOfTwo(files)).toEqual(['place: src/a.ts, src/b.ts'])
  })
})
