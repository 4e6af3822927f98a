// Measures a burst of events while a page is open: the time until the badge is correct, and the
// long tasks of the page.
//
//   node bench/burst.mjs [events]
import '../scripts/check-node.cjs'
import { chromium } from 'playwright'
import { build } from '../scripts/build.mjs'
import { startDemo } from '../scripts/lib/demo-server.mjs'
import { chromiumArguments, findEngine } from '../scripts/lib/engines.mjs'
import { publish } from './lib/publish.mjs'

const events = Number(process.argv[2] ?? 1000)
const engine = findEngine('chromium')
if (!engine) throw new Error('chromium is not installed (npm test says how)')

await build(console.log)
const demo = await startDemo()
const browser = await chromium.launch({ executablePath: engine.path, args: chromiumArguments })

/** Posts all events, several at the same time, like a busy back end. */
async function burst(/** @type {string} */ member) {
  const ids = Array.from({ length: events }, (_, n) => `${member}-${n}`)
  const sender = async () => {
    for (let id = ids.pop(); id !== undefined; id = ids.pop())
      await demo.post('points.earned', { memberId: member, amount: 1, reason: id }, id)
  }
  await Promise.all([sender(), sender(), sender(), sender()])
}

/** @param {string} member @param {boolean} isOpen */
async function measure(member, isOpen) {
  const page = await browser.newPage()
  /** @type {string[]} */
  const errors = []
  page.on('pageerror', (error) => errors.push(String(error)))
  page.on('console', (message) => message.type() === 'error' && errors.push(message.text()))
  await page.goto(demo.url)
  await page.locator('#member').selectOption(member)
  await page.locator('notification-bell [part=button]').click()
  await page.locator('[part=status]', { hasText: 'Live' }).waitFor()
  if (!isOpen) await page.keyboard.press('Escape')
  await page.evaluate(`{
    document.querySelector('notification-bell').maxCount = 1000
    globalThis.longTasks = []
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) globalThis.longTasks.push(Math.round(duration))
    }).observe({ type: 'longtask' })
  }`)
  const startedAt = performance.now()
  await burst(member)
  const postedMs = performance.now() - startedAt
  // A count of 1,000 means 1,000 or more.
  const shown = events < 1000 ? `, ${events} unread` : 'more than 1000 unread'
  await page
    .locator(`notification-bell [part=button][aria-label$="${shown}"]`)
    .waitFor({ timeout: 10_000 })
  const badgeRightAfterMs = Math.round(performance.now() - startedAt - postedMs)
  const longTasksMs = await page.evaluate('globalThis.longTasks')
  await page.close()
  return { postedMs: Math.round(postedMs), badgeRightAfterMs, longTasksMs, errors }
}

try {
  publish('burst', {
    events,
    browser: `Chromium ${browser.version()}`,
    closed: await measure('student-1', false),
    open: await measure('student-2', true),
  })
} finally {
  await browser.close()
  await demo.stop()
}
