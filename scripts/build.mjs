// Builds the library, the script tag's files and the server, where their sources have changed.
import './check-node.cjs'
import { spawnSync } from 'node:child_process'
import { existsSync, renameSync, rmSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { root } from './lib/root.mjs'
import { hashOf, isBuiltFrom, writeStamp } from './lib/stamp.mjs'
import { viteBuild } from './lib/vite-build.mjs'

const shared = ['package.json', 'package-lock.json', 'tsconfig.base.json', 'scripts/build.mjs']

/**
 * @typedef {{ name: string, folder: string, inputs: string[], make: (outDir: string) => Promise<unknown> }} Part
 */

/** @type {readonly Part[]} */
const parts = [
  {
    name: 'library',
    folder: 'dist',
    inputs: ['src', 'vite.config.ts', 'tsconfig.json'],
    make: makeLibrary,
  },
  {
    name: 'server',
    folder: 'server/dist',
    inputs: [
      'src/protocol',
      'server/src',
      'server/package.json',
      'server/tsconfig.json',
      'server/vite.config.ts',
    ],
    make: (outDir) => buildInto(outDir, { configFile: 'server/vite.config.ts' }),
  },
]

/**
 * Brings every part up to date. What is not out of date is not touched, so this is safe beside a
 * running server.
 *
 * @param {(line: string) => void} say Told each part that is built.
 * @throws Error when a part does not build; its last build is still there.
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
 * Builds beside the folder and swaps at the end: nobody ever sees half a build.
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
    // Another process may have finished the same build in this moment.
    if (!isBuiltFrom(folder, hash)) throw error
  } finally {
    rmSync(fresh, { recursive: true, force: true })
    rmSync(stale, { recursive: true, force: true })
  }
}

/** @param {string} outDir */
async function makeLibrary(outDir) {
  await buildInto(outDir, { mode: 'npm' })
  await buildInto(`${outDir}/cdn`, { mode: 'cdn' })
  // Declarations only: whether the types are right is asked by `npm run types`.
  const options = ['-p', 'tsconfig.json', '--noCheck', '--outDir', outDir]
  const { status } = spawnSync(process.execPath, ['node_modules/typescript/bin/tsc', ...options], {
    stdio: 'inherit',
  })
  if (status !== 0) throw new Error('no declarations of src')
}

/**
 * @param {string} outDir
 * @param {import('vite').InlineConfig} config
 */
const buildInto = (outDir, config) =>
  viteBuild({ ...config, build: { outDir: `${root}/${outDir}`, emptyOutDir: true } })

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await build(console.log)
