// Builds the library, the script tag's files and the server, where their sources have changed.
import './check-node.cjs'
import { spawnSync } from 'node:child_process'
import { existsSync, renameSync, rmSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { root } from './lib/root.mjs'
import { hashOf, isBuiltFrom, writeStamp } from './lib/stamp.mjs'

const shared = ['package.json', 'package-lock.json', 'tsconfig.base.json', 'scripts/build.mjs']

/**
 * @typedef {{ name: string, folder: string, inputs: string[], make: (outDir: string) => Promise<void> }} Part
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
    make: (outDir) => viteBuild({ configFile: 'server/vite.config.ts' }, outDir),
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
  } finally {
    rmSync(fresh, { recursive: true, force: true })
    rmSync(stale, { recursive: true, force: true })
  }
}

/** @param {string} outDir */
async function makeLibrary(outDir) {
  await viteBuild({ mode: 'npm' }, outDir)
  await viteBuild({ mode: 'cdn' }, `${outDir}/cdn`)
  // Declarations only: whether the types are right is asked by `npm run types`.
  const options = ['-p', 'tsconfig.json', '--noCheck', '--outDir', outDir]
  const { status } = spawnSync(process.execPath, ['node_modules/typescript/bin/tsc', ...options], {
    stdio: 'inherit',
  })
  if (status !== 0) throw new Error('no declarations of src')
}

/**
 * @param {import('vite').InlineConfig} config
 * @param {string} outDir
 */
async function viteBuild(config, outDir) {
  // Else an inherited value would pick the dependencies' development builds.
  process.env.NODE_ENV = 'production'
  // Imported late: on a fresh clone the packages arrive after this file is loaded.
  const vite = await import('vite')
  await vite.build({
    ...config,
    logLevel: 'warn',
    build: { outDir: `${root}/${outDir}`, emptyOutDir: true },
  })
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await build(console.log)
