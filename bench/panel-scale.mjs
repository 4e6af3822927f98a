// Measures the panel with many notifications: the time to open it, and three ways to render a long
// list.
//
//   node bench/panel-scale.mjs
import '../scripts/check-node.cjs'
import { chromium } from 'playwright'
import { createServer } from 'vite'
import { chromiumArguments, findEngine } from '../scripts/lib/engines.mjs'
import { root } from '../scripts/lib/root.mjs'
import { publish } from './lib/publish.mjs'

const engine = findEngine('chromium')
if (!engine) throw new Error('chromium is not installed (npm test says how)')

const server = await createServer({
  root,
  configFile: false,
  logLevel: 'error',
  server: { host: '127.0.0.1', port: 0, hmr: false, watch: null },
})
await server.listen()
const browser = await chromium.launch({ executablePath: engine.path, args: chromiumArguments })

const median = (/** @type {number[]} */ values) =>
  Math.round([...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN)
const skipped = 'content-visibility: auto; contain-intrinsic-size: auto 76px'

/** @param {number} count */
async function pageOf(count) {
  const page = await browser.newPage()
  await page.goto(`${server.resolvedUrls?.local[0]}bench/panel-scale/?count=${count}`)
  await page.waitForFunction('globalThis.scale?.isReady()', null, { timeout: 60_000 })
  return page
}

/** Alternates between a short and a long list, so that other load on the machine affects both. */
async function opening() {
  const pages = { held100: await pageOf(100), held10000: await pageOf(10_000) }
  /** @type {Record<string, number[]>} */
  const timesMs = { held100: [], held10000: [] }
  for (let n = 0; n < 25; n += 1)
    for (const [name, page] of Object.entries(pages)) {
      const { tookMs } = /** @type {{ tookMs: number }} */ (await page.evaluate('scale.open()'))
      // The first opening loads the panel, and marks all notifications as seen.
      if (n > 0) timesMs[name]?.push(tookMs)
    }
  for (const page of Object.values(pages)) await page.close()
  return Object.fromEntries(Object.entries(timesMs).map(([name, all]) => [name, median(all)]))
}

/** @param {string} expression */
async function measure(expression) {
  const page = await pageOf(10_000)
  const measured = /** @type {Record<string, number>} */ (await page.evaluate(expression))
  await page.close()
  return Object.fromEntries(Object.entries(measured).map(([name, ms]) => [name, Math.round(ms)]))
}

try {
  publish('panel-scale', {
    browser: `Chromium ${browser.version()}`,
    openingMedianMs: await opening(),
    draw1000Rows: await measure(`scale.scroll(1_000, '')`),
    draw1000RowsSkippingTheUnseen: await measure(`scale.scroll(1_000, '${skipped}')`),
    draw10000Rows: await measure(`scale.scroll(10_000, '')`),
    draw10000RowsSkippingTheUnseen: await measure(`scale.scroll(10_000, '${skipped}')`),
    ownWindowOf30: await measure('scale.windowed()'),
  })
} finally {
  await browser.close()
  await server.close()
}
