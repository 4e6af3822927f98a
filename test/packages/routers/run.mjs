import { execFile } from 'node:child_process'
import { cp, readFile, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { extname, join } from 'node:path'
import process from 'node:process'
import { fileURLToPath, URL } from 'node:url'
import { promisify } from 'node:util'
import { chromium } from 'playwright'
import { chromiumArguments, findEngine } from '../../../scripts/lib/engines.mjs'

/**
 * @typedef {object} Surroundings
 * @property {{ belfry: string }} tarballs The packed package.
 * @property {string} folder An empty folder outside of the repository; the caller removes it.
 * @property {(line: string) => void} log
 *
 * @typedef {{ name: string, error?: string }} CheckResult
 */

/** Each router's name: its folder, its base, and its recipe in docs/how-to/routers.md. */
const routers = ['react-router', 'vue-router', 'angular', 'tanstack-router']

/** How long one command, or one wait in the page, may take, in milliseconds. */
const COMMAND_MS = 240_000
const WAIT_MS = 20_000

/**
 * Runs the recipes of docs/how-to/routers.md with the real routers, in Chromium.
 *
 * @param {Surroundings} surroundings
 * @returns {Promise<CheckResult[]>}
 */
export async function run({ tarballs, folder, log }) {
  await cp(fileURLToPath(new URL('project/', import.meta.url)), folder, { recursive: true })
  await writeRecipes(folder)
  await runIn(folder, 'npm', [
    'install',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
    tarballs.belfry,
  ])
  for (const name of routers) await build(folder, name)
  const server = await serve(join(folder, 'dist'))
  const engine = findEngine('chromium')
  if (!engine) throw new Error('chromium is not installed (npm test says how)')
  const browser = await chromium.launch({ executablePath: engine.path, args: chromiumArguments })
  const results = []
  try {
    for (const name of routers) {
      const result = await tryRouter(browser, server.url, name)
      results.push(result)
      log(`${result.error ? 'FAILED' : 'passed'}: ${result.name} ${result.error ?? ''}`)
    }
  } finally {
    await browser.close()
    server.close()
  }
  return results
}

/**
 * Puts the code of the page where its reader would.
 *
 * @param {string} folder
 */
async function writeRecipes(folder) {
  const page = await readFile(new URL('../../../docs/how-to/routers.md', import.meta.url), 'utf8')
  const recipe = (/** @type {string} */ name) => {
    const [, code] = new RegExp(`\`\`\`ts ${name}\\n([^]*?)\`\`\``).exec(page) ?? []
    if (code === undefined) throw new Error(`docs/how-to/routers.md has no recipe "${name}"`)
    return code
  }
  for (const name of routers) {
    await writeFile(join(folder, name, 'follow-links.ts'), recipe('follow-links'))
    await writeFile(join(folder, name, 'links.ts'), recipe(name))
  }
}

/**
 * @param {string} folder
 * @param {string} name
 */
const build = (folder, name) =>
  runIn(folder, process.execPath, [
    'node_modules/vite/bin/vite.js',
    'build',
    name,
    ...['--base', `/${name}/`, '--outDir', join(folder, 'dist', name), '--emptyOutDir'],
    ...['--target', 'es2022', '--logLevel', 'error'],
  ])

/**
 * @param {string} folder
 * @param {string} program
 * @param {readonly string[]} options
 */
async function runIn(folder, program, options) {
  const env = { ...process.env, NODE_ENV: undefined }
  await promisify(execFile)(program, options, { cwd: folder, env, timeout: COMMAND_MS })
}

/**
 * Serves the built pages. An address below a router's base that is no file is its page.
 *
 * @param {string} folder
 */
async function serve(folder) {
  /** @type {Record<string, string | undefined>} */
  const types = { '.js': 'text/javascript', '.css': 'text/css', '.html': 'text/html' }
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost')
    const [, name = ''] = pathname.split('/')
    const isFile = extname(pathname) !== ''
    const path = routers.includes(name) && !isFile ? `${name}/index.html` : pathname
    readFile(join(folder, path)).then(
      (file) => response.setHeader('content-type', types[extname(path)] ?? 'text/plain').end(file),
      () => response.writeHead(404, { 'content-type': 'text/html' }).end('<h1>Elsewhere</h1>'),
    )
  })
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)))
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : undefined
  return { url: `http://127.0.0.1:${port}`, close: () => void server.close() }
}

/**
 * @param {import('playwright').Browser} browser
 * @param {string} url
 * @param {string} name
 * @returns {Promise<CheckResult>}
 */
async function tryRouter(browser, url, name) {
  const check = `${name} goes where a notification leads, and leaves other links to the browser`
  const page = await browser.newPage()
  page.setDefaultTimeout(WAIT_MS)
  /** @type {string[]} */
  const errors = []
  page.on('pageerror', (error) => errors.push(String(error)))
  try {
    await page.goto(`${url}/${name}/`)
    await page.getByRole('heading', { name: 'Start' }).waitFor()
    // A new document would have forgotten it.
    await page.evaluate('globalThis.isSame = true')

    await chooseRow(page, 'Inside')
    await page.getByRole('heading', { name: 'Lesson 1 ?tab=notes#end' }).waitFor()
    await expectPage(page, `${url}/${name}/lessons/1?tab=notes#end`, true)

    await page.evaluate(`document.querySelector('gamification-toasts').celebrate({
      type: 'achievement.unlocked', title: 'Toast', actionUrl: '/${name}/',
    })`)
    await page.getByRole('link', { name: 'Toast' }).click()
    await page.getByRole('heading', { name: 'Start' }).waitFor()
    await expectPage(page, `${url}/${name}/`, true)

    await chooseRow(page, 'Beside')
    await page.getByRole('heading', { name: 'Elsewhere' }).waitFor()
    await expectPage(page, `${url}/elsewhere`, false)
    if (errors.length > 0) throw new Error(errors.join('\n'))
    return { name: check }
  } catch (error) {
    const why = [String(error), `at ${page.url()}`, ...errors].join('\n')
    return { name: check, error: why }
  } finally {
    await page.close()
  }
}

/**
 * @param {import('playwright').Page} page
 * @param {string} title
 */
async function chooseRow(page, title) {
  await page.locator('notification-bell button[part=button]').click()
  await page.locator('notification-bell [part=row]', { hasText: title }).locator('a.link').click()
}

/**
 * @param {import('playwright').Page} page
 * @param {string} url
 * @param {boolean} isSame Whether it is the document that was loaded first.
 */
async function expectPage(page, url, isSame) {
  const found = { url: page.url(), isSame: await page.evaluate('globalThis.isSame === true') }
  // Some routers end their base with a slash, and some do not.
  const bare = (/** @type {string} */ address) => address.replace(/\/$/, '')
  if (bare(found.url) !== bare(url) || found.isSame !== isSame)
    throw new Error(`expected ${url} (${isSame}), found ${found.url} (${found.isSame})`)
}
