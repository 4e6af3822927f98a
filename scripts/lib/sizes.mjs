import { readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { gzipSync } from 'node:zlib'
import { root } from './root.mjs'
import { viteBuild } from './vite-build.mjs'

/**
 * The files that a page fetches together: the initial files, or those of one dynamic import.
 *
 * @typedef {object} Load
 * @property {string} name `initial`, or the module that is imported dynamically.
 * @property {number} sizeBytes The bytes that it adds to earlier files, with gzip -9 for each.
 * @property {string[]} files
 * @property {string[]} modules Repository paths, or paths in `node_modules`.
 *
 * @typedef {import('vite').Rolldown.OutputChunk} Chunk
 * @typedef {object} Budgets
 * @property {Record<string, number>} sizeBytes The maximum size of a load, by name; `*` stands for
 *   a part of a name.
 * @property {{ budget: number, loads: string[] }} loadedByItself The loads that follow each other
 *   without a press when a bell is opened, and the maximum of their sizes together, in bytes.
 * @property {Record<string, string>} loadedAfter Loads that always follow another load, and so do
 *   not fetch its files again.
 * @property {string[]} neverInitial Path prefixes of the modules that must not be in the initial
 *   files.
 */

/** Returns the budgets of the script tag's build. @returns {Budgets} */
export const readBudgets = () => JSON.parse(readFileSync(join(root, 'bench/budgets.json'), 'utf8'))

/**
 * Builds the files of the script tag in memory, and measures every load.
 *
 * @returns {Promise<Load[]>}
 */
export async function measureSizes() {
  const configFile = join(root, 'vite.config.ts')
  const built = await viteBuild({ root, configFile, mode: 'cdn', build: { write: false } })
  const [library] = /** @type {import('vite').Rolldown.RolldownOutput[]} */ (built)
  if (!library) throw new Error('nothing was built')
  const chunks = library.output.filter((file) => file.type === 'chunk')
  const initial = closureOf(
    chunks.filter((chunk) => chunk.isEntry),
    chunks,
  )
  // A dynamically imported module may be part of a chunk group of vite.config.ts.
  const imported = new Set(chunks.flatMap((chunk) => chunk.dynamicImports))
  const lazy = chunks.filter((chunk) => imported.has(chunk.fileName))
  const { loadedAfter } = readBudgets()
  return [
    describe('initial', initial),
    ...lazy.map((chunk) => {
      const before = loadsBefore(nameOf(chunk), loadedAfter)
      const earlier = lazy.filter((one) => before.includes(nameOf(one)))
      const there = [...initial, ...closureOf(earlier, chunks)]
      const added = closureOf([chunk], chunks).filter((one) => !there.includes(one))
      return describe(nameOf(chunk), added)
    }),
  ]
}

/**
 * Returns the loads that always precede a load, nearest first.
 *
 * @param {string} name
 * @param {Budgets['loadedAfter']} loadedAfter
 * @returns {string[]}
 */
function loadsBefore(name, loadedAfter) {
  const before = loadedAfter[name]
  return before === undefined ? [] : [before, ...loadsBefore(before, loadedAfter)]
}

/** @param {Chunk} chunk */
const nameOf = (chunk) => (chunk.facadeModuleId ? pathOf(chunk.facadeModuleId) : chunk.name)

/**
 * Returns the chunks, and all chunks that they import statically.
 *
 * @param {Chunk[]} from
 * @param {Chunk[]} all
 */
function closureOf(from, all) {
  const found = new Set(from)
  for (const chunk of found)
    for (const one of all) if (chunk.imports.includes(one.fileName)) found.add(one)
  return [...found]
}

/**
 * @param {string} name
 * @param {Chunk[]} chunks
 * @returns {Load}
 */
const describe = (name, chunks) => ({
  name,
  sizeBytes: chunks.reduce((sum, { code }) => sum + gzipSync(code, { level: 9 }).length, 0),
  files: chunks.map(({ fileName }) => fileName),
  modules: chunks.flatMap(({ moduleIds }) => moduleIds.map(pathOf)).sort(),
})

/** @param {string} id */
const pathOf = (id) => relative(root, id.replace(/^\0/, '')).replaceAll('\\', '/')

/**
 * Returns the budget of a load; `undefined` if it has none.
 *
 * @param {Budgets} budgets
 * @param {string} name
 */
export function budgetOf({ sizeBytes }, name) {
  const rule = Object.keys(sizeBytes).find((pattern) => {
    const [start = '', end] = pattern.split('*')
    return end === undefined ? name === start : name.startsWith(start) && name.endsWith(end)
  })
  return rule === undefined ? undefined : sizeBytes[rule]
}
