import ts from 'typescript'
import {
  freeNames,
  importsOf,
  packageOf,
  parse,
  resolve,
  walk,
  type Import,
  type SourceText,
} from './source.js'

/** docs/architecture.md, "Who may import whom": what stands directly before each layer. */
const before = {
  protocol: [],
  locales: [],
  store: ['protocol'],
  transports: ['protocol'],
  internal: ['protocol', 'locales'],
  client: ['store', 'transports'],
  context: ['client', 'internal'],
  components: ['context'],
  admin: ['components'],
  frameworks: ['components'],
  testing: ['store', 'protocol'],
  devtools: ['testing'],
  conformance: ['testing'],
  // The entries: index.ts, define.ts, cdn.ts.
  entry: ['components'],
} satisfies Record<string, readonly string[]>

type Layer = keyof typeof before

/** The same for the server. */
const serverBefore = {
  // Every layer may use clock.ts, errors.ts, log.ts and paths.ts.
  base: [],
  storage: ['base'],
  // config.ts, command-line.ts, setting-table.ts.
  config: ['storage'],
  domain: ['storage'],
  live: ['domain'],
  jobs: ['domain'],
  http: ['live', 'jobs', 'config'],
  demo: ['http'],
  // server.ts, publish.ts.
  server: ['demo'],
  main: ['server'],
} satisfies Record<string, readonly string[]>

type ServerLayer = keyof typeof serverBefore

/** The layer of a file that stands directly in `server/src`. */
const serverLayers: Readonly<Record<string, ServerLayer>> = {
  clock: 'base',
  errors: 'base',
  log: 'base',
  paths: 'base',
  'command-line': 'config',
  config: 'config',
  'setting-table': 'config',
  publish: 'server',
  server: 'server',
  main: 'main',
}

/** Nothing outside the elements imports this one, so that it can change freely. */
const elementsOnly: Layer = 'internal'

/** Whose types a layer names without depending on them: a page that uses it has them. */
const namedTypes: Readonly<Partial<Record<Layer, readonly string[]>>> = {
  frameworks: ['react', 'svelte', 'vue'],
}

/** Layers whose code never reaches a browser. */
const nodeOnly: readonly Layer[] = ['conformance']

/** Clock, chance, network and page: a store that knew them would not be the same twice. */
const outsideWorld = new Set(
  `Date performance setTimeout setInterval clearTimeout clearInterval queueMicrotask
  requestAnimationFrame crypto fetch XMLHttpRequest EventSource WebSocket BroadcastChannel
  document window self globalThis navigator location history localStorage sessionStorage
  customElements addEventListener matchMedia`.split(/\s+/),
)

/** Layers that read the state of an inbox; only the client writes it. */
const readOnly: readonly Layer[] = ['context', 'components', 'admin', 'frameworks']

/** The names by which the state can be written. */
const writers: ReadonlySet<string> = new Set(['InboxStore', 'createInboxStore', 'WritableAtom'])

const isLayer = (name: string): name is Layer => Object.hasOwn(before, name)
const isServerLayer = (name: string): name is ServerLayer => Object.hasOwn(serverBefore, name)

/** The layer itself and all that stand before it, however far. */
function withAllBefore(
  layer: string,
  table: Readonly<Record<string, readonly string[]>>,
): Set<string> {
  const allowed = new Set([layer])
  for (const name of allowed) table[name]?.forEach((next) => allowed.add(next))
  return allowed
}

function allowedFor(layer: Layer): ReadonlySet<string> {
  const allowed = withAllBefore(layer, before)
  if (layer === 'entry') allowed.delete(elementsOnly)
  return allowed
}

const layerOf = (path: string): string => /^src\/([^/]+)\//.exec(path)?.[1] ?? 'entry'

/** The packages that each half of the repository names as dependencies. */
export interface Dependencies {
  readonly library: readonly string[]
  readonly server: readonly string[]
}

/** Everything that one file does against the architecture, each in a sentence. */
export function violationsOf(file: SourceText, dependencies: Dependencies): string[] {
  const source = parse(file)
  const found = file.path.startsWith('server/')
    ? serverViolations(file.path, source, dependencies.server)
    : libraryViolations(file.path, source, dependencies.library)
  return found.map((problem) => `${file.path}: ${problem}`)
}

function libraryViolations(path: string, source: ts.SourceFile, packages: readonly string[]) {
  const layer = layerOf(path)
  if (!isLayer(layer)) return [`no layer is named ${layer}`]
  const found = importsOf(source).flatMap((one) => importViolations(path, layer, one, packages))
  if (layer === 'entry') found.push(...entryViolations(source))
  if (layer === 'store')
    for (const name of freeNames(source))
      if (outsideWorld.has(name)) found.push(`a store does not know ${name}`)
  if (readOnly.includes(layer))
    for (const name of importedNames(source))
      if (writers.has(name)) found.push(`${layer} reads the state and must not name ${name}`)
  if (!/\/define(-private)?\.ts$/.test(path) && registers(source))
    found.push('only a define.ts registers an element')
  return found
}

function importViolations(
  path: string,
  layer: Layer,
  { specifier }: Import,
  packages: readonly string[],
): string[] {
  if (specifier === null) return ['a computed import cannot be checked']
  const target = resolve(path, specifier)
  if (target === null) {
    if (specifier.startsWith('node:'))
      return nodeOnly.includes(layer) ? [] : [`${layer} must not import ${specifier}`]
    const known = [...packages, ...(namedTypes[layer] ?? [])]
    return known.includes(packageOf(specifier)) ? [] : [`${specifier} is not a dependency`]
  }
  if (!target.startsWith('src/')) return [`src must not import ${target}`]
  const other = layerOf(target)
  if (!allowedFor(layer).has(other)) return [`${layer} must not import ${other} (${specifier})`]
  if (other === layer && target.endsWith('/index.ts'))
    return [`within a layer, import the file and not its index (${specifier})`]
  return []
}

/** Entries only re-export and register. */
function entryViolations(source: ts.SourceFile): string[] {
  return source.statements
    .filter(
      (statement) =>
        !ts.isImportDeclaration(statement) &&
        !(ts.isExportDeclaration(statement) && statement.moduleSpecifier) &&
        !(ts.isExpressionStatement(statement) && ts.isCallExpression(statement.expression)),
    )
    .map((statement) => `an entry only re-exports and registers: ${statement.getText(source)}`)
}

function importedNames(source: ts.SourceFile): string[] {
  const names: string[] = []
  walk(source, (node) => {
    if (ts.isImportSpecifier(node)) names.push((node.propertyName ?? node.name).text)
  })
  return names
}

function registers(source: ts.SourceFile): boolean {
  let found = false
  walk(source, (node) => {
    found ||= ts.isPropertyAccessExpression(node) && node.getText() === 'customElements.define'
  })
  return found
}

const serverLayerOf = (path: string): string => {
  const name = /^server\/src\/([^/.]+)/.exec(path)?.[1] ?? ''
  return serverLayers[name] ?? name
}

function serverViolations(
  path: string,
  source: ts.SourceFile,
  packages: readonly string[],
): string[] {
  const layer = serverLayerOf(path)
  if (!isServerLayer(layer)) return [`no layer of the server is named ${layer}`]
  const found = importsOf(source).flatMap((one) =>
    serverImportViolations(path, layer, one, packages),
  )
  if (layer !== 'storage' && runsStatements(source)) found.push('only storage runs SQL')
  return found
}

function serverImportViolations(
  path: string,
  layer: ServerLayer,
  { specifier }: Import,
  packages: readonly string[],
): string[] {
  if (specifier === null) return ['a computed import cannot be checked']
  const target = resolve(path, specifier)
  if (target !== null) {
    if (!target.startsWith('server/src/')) return [`the server must not import ${target}`]
    const other = serverLayerOf(target)
    return withAllBefore(layer, serverBefore).has(other)
      ? []
      : [`${layer} must not import ${other} (${specifier})`]
  }
  if (/^belfry\/protocol(\/schemas)?$/.test(specifier) || specifier.startsWith('node:')) return []
  return packages.includes(packageOf(specifier)) ? [] : [`${specifier} is not a dependency`]
}

function runsStatements(source: ts.SourceFile): boolean {
  let found = false
  walk(source, (node) => {
    found ||= ts.isPropertyAccessExpression(node) && node.getText() === 'transaction.query'
  })
  return found
}

/**
 * Circles of imports, type-only ones included, each as a path that ends where it began. A dynamic
 * import closes no circle: a part that is loaded later may use the part that loads it.
 */
export function cyclesIn(files: readonly SourceText[]): string[] {
  const edges = new Map(files.map((file) => [file.path, targetsOf(file, ['static', 'type'])]))
  const done = new Set<string>()
  const cycles: string[] = []
  const visit = (path: string, trail: readonly string[]): void => {
    if (trail.includes(path)) {
      cycles.push([...trail.slice(trail.indexOf(path)), path].join(' → '))
      return
    }
    if (done.has(path)) return
    for (const next of edges.get(path) ?? []) visit(next, [...trail, path])
    done.add(path)
  }
  for (const { path } of files) visit(path, [])
  return cycles
}

const targetsOf = (file: SourceText, kinds: readonly Import['kind'][]): string[] =>
  importsOf(parse(file))
    .filter(({ kind }) => kinds.includes(kind))
    .map(({ specifier }) => (specifier === null ? null : resolve(file.path, specifier)))
    .filter((target) => target !== null)

/** Returns a file and everything that it imports statically. */
export function loadedWith(entry: string, files: readonly SourceText[]): string[] {
  const byPath = new Map(files.map((file) => [file.path, file]))
  const loaded = new Set([entry])
  for (const path of loaded) {
    const file = byPath.get(path)
    if (file) targetsOf(file, ['static']).forEach((target) => loaded.add(target))
  }
  return [...loaded]
}
