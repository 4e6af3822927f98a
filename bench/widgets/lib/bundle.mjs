import { readFileSync } from 'node:fs'
import { extname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import { build } from 'vite'
import { belfryAliases } from './belfry-package.mjs'

/**
 * @import { Rolldown } from 'vite'
 * @import { Adapter } from './adapters.mjs'
 */

/**
 * The production build of a widget's page.
 *
 * @typedef {object} Bundle
 * @property {string} html
 * @property {ReadonlyMap<string, Buffer>} contents Each file by its path below `/bundle/`.
 * @property {string} pageScript The script that runs before those of the page.
 * @property {Sizes} sizes
 * @property {Record<string, string>} versions
 */

/**
 * Sizes in bytes. `initial` scripts load with the page; a style sheet is a file of its own only if
 * the widget's package has one.
 *
 * @typedef {object} Sizes
 * @property {number} initialGzip
 * @property {number} totalRaw
 * @property {number} totalGzip
 * @property {number} totalBrotli
 * @property {number} scripts
 * @property {number} stylesGzip
 */

const folder = fileURLToPath(new URL('..', import.meta.url))
const browser = 'es2022'

/** @param {Buffer} content */
export const gzipSize = (content) => gzipSync(content, { level: 9 }).length

/** @param {Buffer} content */
function brotliSize(content) {
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: 11,
    [constants.BROTLI_PARAM_SIZE_HINT]: content.length,
  }
  return brotliCompressSync(content, { params }).length
}

/**
 * Builds the page of a widget with Vite: minified, for ES2022, with all its dependencies.
 *
 * @param {Adapter} adapter
 * @returns {Promise<Bundle>}
 */
export async function bundle({ name, packages }) {
  const output = await buildWidget(name)
  const chunks = new Map(
    output.flatMap((file) => (file.type === 'chunk' ? [[file.fileName, file]] : [])),
  )
  const initial = initialScripts(chunks)
  const contents = new Map(
    output.map((file) => [
      file.fileName,
      Buffer.from(file.type === 'chunk' ? file.code : file.source),
    ]),
  )
  const styles = [...contents.keys()].filter((file) => extname(file) === '.css')
  return {
    html: pageOf([...initial], styles),
    contents,
    pageScript: await buildPageScript(name),
    sizes: sizesOf(contents, initial),
    versions: Object.fromEntries(packages.map((name) => [name, versionOf(name)])),
  }
}

/** @param {string} name */
async function buildWidget(name) {
  const result = await build({
    root: folder,
    configFile: false,
    logLevel: 'error',
    publicDir: false,
    base: '/bundle/',
    define: { 'process.env.NODE_ENV': '"production"' },
    resolve: { alias: belfryAliases() },
    build: {
      write: false,
      target: browser,
      minify: true,
      sourcemap: false,
      modulePreload: { polyfill: false },
      reportCompressedSize: false,
      assetsInlineLimit: 4096,
      rolldownOptions: { input: { main: `${folder}peers/${name}/main.js` } },
    },
  })
  return /** @type {Rolldown.RolldownOutput} */ (result).output
}

/**
 * Returns the entry, first, and all scripts that it imports statically.
 *
 * @param {ReadonlyMap<string, Rolldown.OutputChunk>} chunks
 */
function initialScripts(chunks) {
  const entry = [...chunks.values()].find(({ isEntry }) => isEntry)
  /** @type {Set<string>} */
  const found = new Set()
  const visit = (/** @type {string} */ name) => {
    const chunk = chunks.get(name)
    if (!chunk || found.has(name)) return
    found.add(name)
    chunk.imports.forEach(visit)
  }
  if (entry) visit(entry.fileName)
  return found
}

/** @param {readonly string[]} scripts The entry first. @param {readonly string[]} styles */
const pageOf = ([entry = '', ...imported], styles) =>
  [
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>bench</title>',
    '<link rel="icon" href="data:,">',
    '<style>body{margin:0;min-height:100vh}',
    '#bar{display:flex;justify-content:flex-end;padding:12px 520px 12px 12px}</style>',
    ...styles.map((file) => `<link rel="stylesheet" href="/bundle/${file}">`),
    ...imported.map((file) => `<link rel="modulepreload" href="/bundle/${file}">`),
    `<script type="module" src="/bundle/${entry}"></script>`,
    '</head><body><div id="bar"><div id="host"></div></div></body></html>',
  ].join('\n')

/**
 * @param {ReadonlyMap<string, Buffer>} contents
 * @param {ReadonlySet<string>} initial
 * @returns {Sizes}
 */
function sizesOf(contents, initial) {
  const files = (/** @type {string} */ type) =>
    [...contents].filter(([file]) => extname(file) === type)
  const sum = (
    /** @type {[string, Buffer][]} */ of,
    /** @type {(content: Buffer) => number} */ size,
  ) => of.reduce((total, [, content]) => total + size(content), 0)
  const scripts = files('.js')
  return {
    initialGzip: sum(
      scripts.filter(([file]) => initial.has(file)),
      gzipSize,
    ),
    totalRaw: sum(scripts, ({ length }) => length),
    totalGzip: sum(scripts, gzipSize),
    totalBrotli: sum(scripts, brotliSize),
    scripts: scripts.length,
    stylesGzip: sum(files('.css'), gzipSize),
  }
}

/**
 * Builds the script that measures a page: `lib/in-page` with the widget's probe.
 *
 * @param {string} name
 */
async function buildPageScript(name) {
  const entry = '\0bench'
  const source = `
    import { createBench } from '${folder}lib/in-page/bench.mjs'
    import { probe } from '${folder}peers/${name}/probe.js'
    if (window.top === window) window.bench = createBench(probe)`
  const result = await build({
    root: folder,
    configFile: false,
    logLevel: 'error',
    publicDir: false,
    plugins: [
      {
        name: 'bench',
        resolveId: (id) => (id === entry ? id : undefined),
        load: (id) => (id === entry ? source : undefined),
      },
    ],
    build: {
      write: false,
      target: browser,
      minify: false,
      rolldownOptions: { input: entry, output: { format: 'iife' } },
    },
  })
  return /** @type {Rolldown.RolldownOutput} */ (result).output[0].code
}

/** @param {string} name */
function versionOf(name) {
  const manifest = readFileSync(`${folder}node_modules/${name}/package.json`, 'utf8')
  return /** @type {{ version: string }} */ (JSON.parse(manifest)).version
}
