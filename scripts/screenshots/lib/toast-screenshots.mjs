import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { launchChromium } from './launch-chromium.mjs'
import { root } from '../../lib/root.mjs'
import { IMAGE, pageOf, POLICY, scenes, STYLES } from './toast-page.mjs'

const FONTS = join(root, 'node_modules/@fontsource-variable')

/**
 * The environments of the screenshots.
 *
 * @typedef {{ direction?: string, language?: string } & import('playwright').BrowserContextOptions} Environment
 * @type {Readonly<Record<string, Environment>>}
 */
const environments = {
  light: {},
  dark: { colorScheme: 'dark' },
  'right-to-left': { direction: 'rtl', language: 'he' },
  'phone-320': { viewport: { width: 320, height: 568 } },
  'reduced-motion': { reducedMotion: 'reduce' },
  'forced-colours': { forcedColors: 'active', colorScheme: 'dark' },
}

/** The names of all screenshots: a scene, a hyphen and an environment. */
export const screenshotNames = Object.keys(environments).flatMap((where) =>
  Object.keys(scenes).map((scene) => `${scene}-${where}`),
)

/**
 * Opens a page with toasts in Chromium, for screenshots. It has the strictest content security policy,
 * and loads the built library.
 */
export async function openToastPage() {
  const browser = await launchChromium()
  const server = await servePage()
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address())
  return {
    /**
     * Takes one screenshot after the short animations have ended.
     *
     * @param {string} name
     * @throws {Error} if the page writes to the console, or reports an error.
     */
    take: (name) => take(browser, `http://127.0.0.1:${port}`, name),
    async close() {
      await browser.close()
      server.close()
    },
  }
}

async function servePage() {
  const server = createServer(({ url = '/' }, response) => {
    const { pathname, searchParams } = new URL(url, 'http://localhost')
    /** @type {(type: string, body: string | Buffer) => unknown} */
    const send = (type, body) => response.setHeader('content-type', type).end(body)
    const [, library] = /^\/belfry\/([\w.-]+\.js)$/.exec(pathname) ?? []
    if (library) return send('text/javascript', readFileSync(join(root, 'dist/cdn', library)))
    // The page has its own fonts, so that a screenshot is equal on every machine.
    const [, font, kind = ''] = /^\/fonts\/([\w/-]+\.(css|woff2))$/.exec(pathname) ?? []
    if (font)
      return send(kind === 'css' ? 'text/css' : 'font/woff2', readFileSync(join(FONTS, font)))
    if (pathname === '/page.css') return send('text/css', STYLES)
    if (pathname === '/picture.svg') return send('image/svg+xml', IMAGE)
    if (pathname === '/favicon.ico') return response.writeHead(204).end()
    response.setHeader('content-security-policy', POLICY)
    const { direction = 'ltr', language = 'en' } = Object.fromEntries(searchParams)
    return send('text/html', pageOf(direction, language))
  })
  await new Promise((listening) => server.listen(0, '127.0.0.1', () => listening(undefined)))
  return server
}

/**
 * @param {import('playwright').Browser} browser
 * @param {string} url
 * @param {string} name
 */
async function take(browser, url, name) {
  const where = Object.keys(environments).find((environment) => name.endsWith(`-${environment}`))
  const scene = scenes[name.slice(0, -(where ?? '').length - 1)]
  if (!where || !scene) throw new Error(`there is no screenshot ${name}`)
  const { direction = 'ltr', language = 'en', ...options } = environments[where] ?? {}
  const context = await browser.newContext({
    viewport: { width: 460, height: 420 },
    // The README shows this screenshot.
    deviceScaleFactor: name.startsWith('together') ? 2 : 1,
    ...options,
  })
  try {
    const page = await context.newPage()
    /** @type {string[]} */
    const reports = []
    page.on('console', (message) => {
      // On a slow machine the library warns that the page has no server. It needs none here.
      if (!message.text().includes('has neither an `endpoint`')) reports.push(message.text())
    })
    page.on('pageerror', (error) => reports.push(String(error)))
    await page.goto(`${url}/?direction=${direction}&language=${language}`)
    await page.locator('gamification-toasts').evaluate((element, shown) => {
      for (const moment of shown) /** @type {any} */ (element).celebrate(moment)
    }, scene.shown)
    await page.locator('[part~=toast]').first().waitFor()
    const isEnglish = language === 'en'
    await page.waitForFunction(isAtRest, { count: scene.count, isEnglish })
    await page.evaluate(() => document.fonts.ready)
    if (reports.length > 0) throw new Error(`${name}: ${reports.join('; ')}`)
    return await page.screenshot()
  } finally {
    await context.close()
  }
}

/**
 * Returns whether `count` toasts are shown, their texts are in the page's language, and all short
 * animations have ended.
 *
 * @param {{ count: number, isEnglish: boolean }} expected
 */
function isAtRest({ count, isEnglish }) {
  const root = document.querySelector('gamification-toasts')?.shadowRoot
  const moving = root
    ?.getAnimations()
    .filter(
      (animation) =>
        animation.playState === 'running' &&
        Number(animation.effect?.getComputedTiming().endTime) < 5_000,
    )
  // Texts are English until those of the language are loaded.
  const hasWords = (root?.querySelector('.region')?.ariaLabel === 'Celebrations') === isEnglish
  return (
    hasWords && root?.querySelectorAll('[part~=toast]').length === count && moving?.length === 0
  )
}
