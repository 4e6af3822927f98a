import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join, posix } from 'node:path'
import { readManifest } from './package-manifest.mjs'
import { root } from './root.mjs'

/**
 * Writes the type declarations of the package's entries, and the declarations that they import.
 * Those of internal modules and of tests are left out. It does not check types; `npm run types`
 * does.
 *
 * @param {string} outDir
 * @throws {Error} if a declaration cannot be written.
 */
export async function writeDeclarations(outDir) {
  // This import is dynamic, because a fresh clone installs the packages after this file is loaded.
  const { default: ts } = await import('typescript')
  const config = ts.getParsedCommandLineOfConfigFile(
    join(root, 'tsconfig.json'),
    { outDir: join(root, outDir), noCheck: true },
    {
      ...ts.sys,
      onUnRecoverableConfigFileDiagnostic: ({ messageText }) => {
        throw new Error(ts.flattenDiagnosticMessageText(messageText, '\n'))
      },
    },
  )
  if (!config) throw new Error('tsconfig.json cannot be read')
  const program = ts.createProgram({ rootNames: entrySources(), options: config.options })
  /** @type {Map<string, string>} The texts by their path in the folder. */
  const texts = new Map()
  const { diagnostics, emitSkipped } = program.emit(undefined, (path, text) =>
    texts.set(posix.relative(posix.join(root, outDir), path), text),
  )
  const [first] = diagnostics
  if (first || emitSkipped)
    throw new Error(
      `no declarations of src: ${ts.flattenDiagnosticMessageText(first?.messageText, '\n')}`,
    )
  for (const path of reachedFrom(entryDeclarations(), texts)) {
    mkdirSync(dirname(join(outDir, path)), { recursive: true })
    writeFileSync(join(outDir, path), texts.get(path) ?? '')
  }
}

/**
 * Returns the entries, and all declarations that they import directly or indirectly.
 *
 * @param {readonly string[]} entries
 * @param {ReadonlyMap<string, string>} texts
 * @throws {Error} if a declaration is missing.
 */
function reachedFrom(entries, texts) {
  const reached = new Set(entries)
  for (const path of reached) {
    const text = texts.get(path)
    if (text === undefined) throw new Error(`no declaration ${path}`)
    for (const [, target = ''] of text.matchAll(/['"](\.\.?\/[^'"]+)\.js['"]/g))
      reached.add(posix.join(dirname(path), `${target}.d.ts`))
  }
  return reached
}

/** Returns the path of each entry's declaration in the folder. */
const entryDeclarations = () =>
  Object.values(readManifest().exports).flatMap((entry) =>
    typeof entry === 'string' ? [] : [posix.relative('dist', entry.types)],
  )

/** Returns the source file of each entry. */
const entrySources = () =>
  entryDeclarations().map((path) => join(root, 'src', path.replace('.d.ts', '.ts')))
