// What many notifications cost the panel: opening it, and three ways to keep a long list light.
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

/** @param {number} count */
async function opening(count) {
  const page = await pageOf(count)
  await page.evaluate('scale.open()')
  const times = []
  let drawn = 0
  for (let n = 0; n < 15; n += 1) {
    const one = /** @type {{ tookMs: number, drawn: number }} */ (
      await page.evaluate('scale.open()')
    )
    times.push(one.tookMs)
    drawn = one.drawn
  }
  await page.close()
  return { medianMs: median(times), rowsDrawn: drawn }
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
    opening: { held100: await opening(100), held10000: await opening(10_000) },
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
