import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { launchCamera } from './camera.mjs'
import { root } from './root.mjs'
import { pageOf, pictures, PICTURE, POLICY, STYLES } from './toast-page.mjs'

const FONTS = join(root, 'node_modules/@fontsource-variable')

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

/** Every picture that there is: what is shown, and where. */
export const names = Object.keys(surroundings).flatMap((where) =>
  Object.keys(pictures).map((what) => `${what}-${where}`),
)

/**
 * Where toasts have their picture taken, by Chromium: a page with the strictest policy, from the built
 * library.
 */
export async function openStudio() {
  const browser = await launchCamera()
  const server = await servePage()
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address())
  return {
    /**
     * Takes one picture, once everything has come to rest.
     *
     * @param {string} name
     * @throws {Error} where the page reports anything.
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
    // Of our own, so that a picture is the same on every machine.
    const [, font, kind = ''] = /^\/fonts\/([\w/-]+\.(css|woff2))$/.exec(pathname) ?? []
    if (font)
      return send(kind === 'css' ? 'text/css' : 'font/woff2', readFileSync(join(FONTS, font)))
    if (pathname === '/page.css') return send('text/css', STYLES)
    if (pathname === '/picture.svg') return send('image/svg+xml', PICTURE)
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
  const where = Object.keys(surroundings).find((surrounding) => name.endsWith(`-${surrounding}`))
  const picture = pictures[name.slice(0, -(where ?? '').length - 1)]
  if (!where || !picture) throw new Error(`there is no picture ${name}`)
  const { direction = 'ltr', language = 'en', ...options } = surroundings[where] ?? {}
  const context = await browser.newContext({
    viewport: { width: 460, height: 420 },
    // The README shows this one.
    deviceScaleFactor: name.startsWith('together') ? 2 : 1,
    ...options,
  })
  try {
    const page = await context.newPage()
    /** @type {string[]} */
    const reports = []
    page.on('console', (message) => {
      // A slow machine is told so: this page has no server, and celebrates moments of its own.
      if (!message.text().includes('has neither an `endpoint`')) reports.push(message.text())
    })
    page.on('pageerror', (error) => reports.push(String(error)))
    await page.goto(`${url}/?direction=${direction}&language=${language}`)
    await page.locator('gamification-toasts').evaluate((element, shown) => {
      for (const moment of shown) /** @type {any} */ (element).celebrate(moment)
    }, picture.shown)
    await page.locator('[part~=toast]').first().waitFor()
    const isEnglish = language === 'en'
    await page.waitForFunction(isAtRest, { count: picture.count, isEnglish })
    await page.evaluate(() => document.fonts.ready)
    if (reports.length > 0) throw new Error(`${name}: ${reports.join('; ')}`)
    return await page.screenshot()
  } finally {
    await context.close()
  }
}

/**
 * Whether so many toasts stand, in words of the page's language, and only what goes on for long still
 * moves.
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
  // English until the words of the language have been loaded.
  const hasWords = (root?.querySelector('.region')?.ariaLabel === 'Celebrations') === isEnglish
  return (
    hasWords && root?.querySelectorAll('[part~=toast]').length === count && moving?.length === 0
  )
}
