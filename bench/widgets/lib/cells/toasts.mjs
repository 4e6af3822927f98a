import { workBetween } from '../load.mjs'
import { repeat, spreadsOf } from '../runs.mjs'
import { ask, visit } from '../visit.mjs'

/** @import { Subject, Visit } from '../visit.mjs' */

const LIMIT_MS = 60_000

/** @param {Visit} visit */
async function openPage({ page, thread, server }) {
  await page.goto(`${server.origin}/`)
  await page.waitForFunction('globalThis.bench.hasToasts()')
  await thread.becomeQuiet({ windowMs: 400, limitMs: 5000 })
}

/**
 * Measures one toast on a page with a slow processor.
 *
 * @param {Subject} subject
 */
export async function oneToast(subject) {
  const runs = await repeat({ ...subject, count: subject.runs + 1 }, () =>
    visit(subject, { throttle: 4 }, async (visit) => {
      await openPage(visit)
      const { ScriptDuration } = await visit.thread.counters()
      const showMs = await ask(visit.page, 'timeToast')
      return { scriptAtLoadMs: ScriptDuration * 1000, showMs }
    }),
  )
  // The first run also warms the caches of the browser's own process.
  const kept = runs.length > 1 ? runs.slice(1) : runs
  return { runs: kept.length, figures: spreadsOf(kept) }
}

/**
 * Measures the work of many toasts that a page asks for at once.
 *
 * @param {Subject} subject
 * @param {{ size: number }} options
 */
export async function manyToasts(subject, { size }) {
  const runs = await repeat({ ...subject, count: subject.runs }, () =>
    visit(subject, {}, async (visit) => {
      await openPage(visit)
      const { page, thread } = visit
      const before = await thread.counters()
      const askedAt = await ask(page, 'showToasts', size)
      const isQuiet = await thread.becomeQuiet({ limitMs: LIMIT_MS })
      const work = workBetween(before, await thread.counters())
      return {
        ...work,
        longestTaskMs: (await ask(page, 'longTasksSince', askedAt)).longestMs,
        toasts: await ask(page, 'listed'),
        elements: (await ask(page, 'pageSize')).elements,
        isQuiet: Number(isQuiet),
      }
    }),
  )
  return { runs: runs.length, figures: spreadsOf(runs) }
}
