// Pictures of every toast in every surrounding, for our own eyes and for the docs, in Chromium:
// node scripts/toast-pictures.mjs [folder] [--only <part of a name>]
import './check-node.cjs'
import { readFileSync, mkdirSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { chromium } from 'playwright'
import { build } from './build.mjs'
import { chromiumArguments, findEngine } from './lib/engines.mjs'
import { root } from './lib/root.mjs'
import { pageOf, pictures, PICTURE, POLICY, STYLES } from './lib/toast-page.mjs'

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { only: { type: 'string', default: '' } },
})
const folder = positionals[0] ?? 'docs/images/toasts'

/**
 * What a toast must look right in.
 *
 * @typedef {{ direction?: string, language?: string } & import('playwright').BrowserContextOptions} Surrounding
 * @type {Readonly<Record<string, Surrounding>>}
 */
const surroundings = {
  light: {},
  dark: { colorScheme: 'dark' },
  'right-to-left': { direction: 'rtl', language: 'he' },
  'phone-320': { viewport: { width: 320, height: 568 } },
  'reduced-motion': { reducedMotion: 'reduce' },
  'forced-colours': { forcedColors: 'active', colorScheme: 'dark' },
}

const engine = findEngine('chromium')
if (!engine) throw new Error('chromium is not installed (npm test says how)')
await build(console.log)
mkdirSync(folder, { recursive: true })

const server = createServer(({ url = '/' }, response) => {
  const { pathname, searchParams } = new URL(url, 'http://localhost')
  /** @type {(type: string, body: string | Buffer) => unknown} */
  const send = (type, body) => response.setHeader('content-type', type).end(body)
  const [, library] = /^\/belfry\/([\w.-]+\.js)$/.exec(pathname) ?? []
  if (library) return send('text/javascript', readFileSync(join(root, 'dist/cdn', library)))
  if (pathname === '/page.css') return send('text/css', STYLES)
  if (pathname === '/picture.svg') return send('image/svg+xml', PICTURE)
  response.setHeader('content-security-policy', POLICY)
  const { direction = 'ltr', language = 'en' } = Object.fromEntries(searchParams)
  return send('text/html', pageOf(direction, language))
})
await new Promise((listening) => server.listen(0, '127.0.0.1', () => listening(undefined)))
const { port } = /** @type {import('node:net').AddressInfo} */ (server.address())
const browser = await chromium.launch({ executablePath: engine.path, args: chromiumArguments })

/**
 * @param {string} name
 * @param {{ shown: readonly object[], count: number }} picture
 * @param {Surrounding} surrounding
 */
async function take(name, { shown, count }, { direction = 'ltr', language = 'en', ...options }) {
  const context = await browser.newContext({
    viewport: { width: 460, height: 420 },
    // The README shows this one.
    deviceScaleFactor: name.startsWith('together') ? 2 : 1,
    ...options,
  })
  try {
    const page = await context.newPage()
    page.on('console', (message) => console.log(`${name}: ${message.text()}`))
    page.on('pageerror', (error) => console.log(`${name}: ${String(error)}`))
    await page.goto(`http://127.0.0.1:${port}/?direction=${direction}&language=${language}`)
    await page.locator('gamification-toasts').evaluate((element, shown) => {
      for (const moment of shown) /** @type {any} */ (element).celebrate(moment)
    }, shown)
    await page.locator('[part~=toast]').first().waitFor()
    await page.waitForFunction((count) => {
      const root = document.querySelector('gamification-toasts')?.shadowRoot
      const running = root
        ?.getAnimations()
        .filter(
          (animation) =>
            animation.playState === 'running' &&
            Number(animation.effect?.getComputedTiming().endTime) < 5_000,
        )
      return root?.querySelectorAll('[part~=toast]').length === count && running?.length === 0
    }, count)
    await page.screenshot({ path: join(folder, `${name}.png`) })
  } finally {
    await context.close()
  }
}

try {
  for (const [where, surrounding] of Object.entries(surroundings))
    for (const [what, picture] of Object.entries(pictures)) {
      const name = `${what}-${where}`
      if (name.includes(values.only)) await take(name, picture, surrounding)
    }
} finally {
  await browser.close()
  server.close()
}
