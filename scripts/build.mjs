// Builds the library, the files of the script tag and the server, if their sources have changed.
import './check-node.cjs'
import { cpSync, existsSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { writeDeclarations } from './lib/declarations.mjs'
import { LICENCES, licencesOf } from './lib/licences.mjs'
import { root } from './lib/root.mjs'
import { hashOf, isBuiltFrom, writeStamp } from './lib/stamp.mjs'
import { viteBuild } from './lib/vite-build.mjs'

const shared = [
  'package.json',
  'package-lock.json',
  'tsconfig.base.json',
  'scripts/build.mjs',
  ...['declarations', 'licences', 'manifest', 'package-manifest', 'vite-build'].map(
    (name) => `scripts/lib/${name}.mjs`,
  ),
]

const libraryInputs = [
  'src',
  'vite.config.ts',
  'tsconfig.json',
  'custom-elements-manifest.config.mjs',
]

/**
 * @typedef {{ name: string, folder: string, inputs: string[], make: (outDir: string) => Promise<unknown> }} Part
 */

/** @type {readonly Part[]} */
const parts = [
  {
    name: 'library',
    folder: 'dist',
    inputs: libraryInputs,
    make: makeLibrary,
  },
  {
    name: 'server',
    folder: 'server/dist',
    inputs: [
      ...libraryInputs,
      'server/src',
      'server/package.json',
      'server/tsconfig.json',
      'server/vite.config.ts',
    ],
    make: makeServer,
  },
]

/**
 * Builds every part that is out of date. The other parts are not touched, so the build is safe
 * while a server runs.
 *
 * @param {(line: string) => void} say Called for each part that is built.
 * @throws {Error} if a part does not build. Its last build then remains.
 */
export async function build(say = () => undefined) {
  process.chdir(root)
  for (const part of parts) {
    const hash = hashOf([...shared, ...part.inputs])
    if (isBuiltFrom(part.folder, hash)) continue
    say(`Building the ${part.name} …`)
    await replace(part, hash)
  }
}

/**
 * Builds into a new folder and swaps the folders at the end, so that a partial build is never
 * visible.
 *
 * @param {Part} part
 * @param {string} hash
 */
async function replace({ folder, make }, hash) {
  const fresh = `${folder}.new-${process.pid}`
  const stale = `${folder}.old-${process.pid}`
  try {
    await make(fresh)
    writeStamp(fresh, hash)
    if (existsSync(folder)) renameSync(folder, stale)
    renameSync(fresh, folder)
  } catch (error) {
    // Another process may have finished the same build at this moment.
    if (!isBuiltFrom(folder, hash)) throw error
  } finally {
    rmSync(fresh, { recursive: true, force: true })
    rmSync(stale, { recursive: true, force: true })
  }
}

/** @param {string} outDir */
async function makeLibrary(outDir) {
  const modules = await buildInto(outDir, { mode: 'npm' })
  const scripts = await buildInto(`${outDir}/cdn`, { mode: 'cdn' })
  writeFileSync(join(outDir, 'cdn', LICENCES), licencesOf(scripts))
  writeFileSync(join(outDir, LICENCES), licencesOf([modules, scripts].flat()))
  await writeDeclarations(outDir)
  // This import is dynamic, because a fresh clone has no packages yet.
  const { packagedManifest } = await import('./lib/manifest.mjs')
  writeFileSync(join(outDir, 'custom-elements.json'), await packagedManifest())
}

/**
 * Builds the server. It contains the files of the script tag, because it serves them, at the same
 * path in the repository and in its tarball.
 *
 * @param {string} outDir
 */
async function makeServer(outDir) {
  await buildInto(outDir, { configFile: 'server/vite.config.ts' })
  cpSync('dist/cdn', join(outDir, 'library'), { recursive: true })
}

/**
 * @param {string} outDir
 * @param {import('vite').InlineConfig} config
 */
const buildInto = (outDir, config) =>
  viteBuild({ ...config, build: { outDir: `${root}/${outDir}`, emptyOutDir: true } })

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  try {
    // The build prints to standard error, because `npm pack --json` uses standard output.
    await build(console.error)
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    process.exitCode = 1
  }
}
