import { chromium } from 'playwright-core'
import { chromiumArguments, findEngine } from '../../../scripts/lib/engines.mjs'

/**
 * @import { Browser, BrowserContext } from 'playwright-core'
 * @import { Bundle } from './bundle.mjs'
 */

/** Starts Chromium. It resolves no name, so no request can leave the machine. */
export async function launch() {
  const engine = findEngine('chromium')
  if (!engine) throw new Error('chromium is not installed (npm test says how)')
  return chromium.launch({
    executablePath: engine.path,
    args: [
      ...chromiumArguments,
      '--disable-background-timer-throttling',
      '--disable-backgrounding-occluded-windows',
      '--disable-renderer-backgrounding',
      '--enable-precise-memory-info',
      '--js-flags=--expose-gc',
      '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
    ],
  })
}

/**
 * A browser context, with the addresses elsewhere that its pages asked for, and their errors.
 *
 * @typedef {{ context: BrowserContext, elsewhere: Set<string>, errors: string[] }} Profile
 */

/**
 * Opens a browser context with empty caches. Its pages know the address of their server as
 * `benchServer`, and are measured through `bench`.
 *
 * @param {Browser} browser
 * @param {Bundle} bundle
 * @param {string} origin
 * @returns {Promise<Profile>}
 */
export async function openProfile(browser, { pageScript }, origin) {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    reducedMotion: 'no-preference',
  })
  const elsewhere = new Set(/** @type {string[]} */ ([]))
  const errors = /** @type {string[]} */ ([])
  context.on('request', (request) => {
    const url = request.url()
    if (![origin, 'data:', 'blob:'].some((start) => url.startsWith(start)))
      elsewhere.add(url.slice(0, 120))
  })
  context.on('weberror', (error) => errors.push(String(error.error()).slice(0, 200)))
  const server = JSON.stringify({ http: origin, socket: origin.replace('http', 'ws') })
  await context.addInitScript(`globalThis.benchServer = ${server};\n${pageScript}`)
  return { context, elsewhere, errors }
}
