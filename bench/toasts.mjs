// Measures 200 celebrations within ten seconds: the long tasks of the page, and the number of
// toasts. Tasks are measured in processor time, because wall-clock time includes the work of other
// programs.
//
//   node bench/toasts.mjs
import '../scripts/check-node.cjs'
import { chromium } from 'playwright'
import { build } from '../scripts/build.mjs'
import { startDemo } from '../scripts/lib/demo-server.mjs'
import { chromiumArguments, findEngine } from '../scripts/lib/engines.mjs'
import { publish } from './lib/publish.mjs'

const EVENTS = 200
const WITHIN_MS = 10_000
const memberId = 'student-1'
const engine = findEngine('chromium')
if (!engine) throw new Error('chromium is not installed (npm test says how)')

await build(console.log)
const demo = await startDemo()
const browser = await chromium.launch({ executablePath: engine.path, args: chromiumArguments })

/** @param {number} number */
function celebration(number) {
  const id = `celebration-${number}`
  const kinds = [
    () => demo.post('points.earned', { memberId, amount: 1, reason: 'Quiz' }, id),
    () => demo.post('boost.earned', { memberId, boostId: id, multiplier: 2, reason: 'study' }, id),
    () =>
      demo.post(
        'achievement.unlocked',
        { memberId, achievementId: id, achievementName: `Badge ${number}` },
        id,
      ),
    () => demo.post('streak.updated', { memberId, days: 30 }, id),
  ]
  return kinds[number % kinds.length]?.()
}

/**
 * Returns the processor time of each task of the page, in milliseconds.
 *
 * @param {Buffer} trace
 */
function tasksOf(trace) {
  /** @type {{ name: string, ph: string, pid: number, tid: number, tdur?: number, args: { name?: string } }[]} */
  const events = JSON.parse(trace.toString()).traceEvents
  const place = (/** @type {{ pid: number, tid: number }} */ { pid, tid }) => `${pid}:${tid}`
  const pages = new Set(
    events
      .filter(({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain')
      .map(place),
  )
  return events
    .filter(
      (event) => event.ph === 'X' && event.name.endsWith('RunTask') && pages.has(place(event)),
    )
    .map(({ tdur = 0 }) => Math.round(tdur / 100) / 10)
}

try {
  const page = await browser.newPage()
  await page.goto(demo.url)
  await page.locator('notification-bell [part=button]').click()
  await page.locator('[part=status]', { hasText: 'Live' }).waitFor()
  await page.keyboard.press('Escape')
  await page.evaluate(`{
    globalThis.longTasks = []
    globalThis.mostShown = 0
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) globalThis.longTasks.push(Math.round(duration))
    }).observe({ type: 'longtask' })
    const { shadowRoot } = document.querySelector('gamification-toasts')
    const count = () => {
      const { length } = shadowRoot.querySelectorAll('[part=toast]:not([inert])')
      globalThis.mostShown = Math.max(globalThis.mostShown, length)
      requestAnimationFrame(count)
    }
    count()
  }`)
  await browser.startTracing(page, { categories: ['toplevel'] })
  const startedAt = performance.now()
  /** @type {unknown[]} */
  const posts = []
  for (let number = 0; number < EVENTS; number += 1) {
    const dueMs = startedAt + (number * WITHIN_MS) / EVENTS - performance.now()
    await new Promise((due) => setTimeout(due, Math.max(0, dueMs)))
    posts.push(celebration(number))
  }
  await Promise.all(posts)
  await page.locator(`notification-bell [part=button][aria-label$="more than 99 unread"]`).waitFor()
  const tasksMs = tasksOf(await browser.stopTracing())
  publish('toasts', {
    events: EVENTS,
    browser: `Chromium ${browser.version()}`,
    tookMs: Math.round(performance.now() - startedAt),
    longestTaskCpuMs: Math.max(...tasksMs),
    longTasksByClockMs: await page.evaluate('globalThis.longTasks'),
    mostToastsAtOnce: await page.evaluate('globalThis.mostShown'),
  })
} finally {
  await browser.close()
  await demo.stop()
}
