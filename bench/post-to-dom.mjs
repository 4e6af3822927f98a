// Measures the time from the start of a back end's request until the badge of an open page shows
// the event: the built server on PGlite, a real stream and Chromium, all on one machine.
//
//   node bench/post-to-dom.mjs [events]
import '../scripts/check-node.cjs'
import { chromium } from 'playwright'
import { build } from '../scripts/build.mjs'
import { startDemo } from '../scripts/lib/demo-server.mjs'
import { chromiumArguments, findEngine } from '../scripts/lib/engines.mjs'
import { publish } from './lib/publish.mjs'
import { quantiles } from './lib/quantiles.mjs'

const events = Number(process.argv[2] ?? 200)
const engine = findEngine('chromium')
if (!engine) throw new Error('chromium is not installed (npm test says how)')

await build(console.log)
const demo = await startDemo()
const browser = await chromium.launch({ executablePath: engine.path, args: chromiumArguments })

// Both processes read the clock of the same machine, precise to a fraction of a millisecond.
const now = () => performance.timeOrigin + performance.now()

/**
 * Returns an expression that resolves, in the page, with the time at which the badge shows `count`.
 */
const shownAt = (/** @type {number} */ count) => `new Promise((resolve) => {
  const button = document.querySelector('notification-bell').shadowRoot.querySelector('button')
  const look = () => {
    const said = Number(/\\d+/.exec(button.getAttribute('aria-label'))?.[0] ?? 0)
    if (said < ${count}) return
    observer.disconnect()
    resolve(performance.timeOrigin + performance.now())
  }
  const observer = new MutationObserver(look)
  observer.observe(button, { attributes: true })
  look()
})`

try {
  const page = await browser.newPage()
  await page.goto(demo.url)
  await page.locator('notification-bell [part=button]').click()
  await page.locator('[part=status]', { hasText: 'Live' }).waitFor()
  await page.keyboard.press('Escape')
  await page.evaluate(`document.querySelector('notification-bell').maxCount = 1000`)
  const toDom = []
  const toAnswer = []
  for (let n = 1; n <= events; n += 1) {
    const shown = /** @type {Promise<number>} */ (page.evaluate(shownAt(n)))
    const data = { memberId: 'student-1', amount: 1, reason: `Event ${n}` }
    const startedAt = now()
    await demo.post('points.earned', data, String(n))
    toAnswer.push(now() - startedAt)
    toDom.push((await shown) - startedAt)
  }
  publish('post-to-dom', {
    events,
    browser: `Chromium ${browser.version()}`,
    store: 'PGlite',
    postToDomMs: quantiles(toDom),
    postToAnswerMs: quantiles(toAnswer),
  })
} finally {
  await browser.close()
  await demo.stop()
}
