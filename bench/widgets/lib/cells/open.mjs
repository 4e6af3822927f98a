import { setTimeout as sleep } from 'node:timers/promises'
import { workBetween } from '../load.mjs'
import { repeat, spreadsOf } from '../runs.mjs'
import { ask, openList, openPage, visit } from '../visit.mjs'

/** @import { Subject, Visit } from '../visit.mjs' */

/** The wait after the first rows, so that the rest of the work is counted too, in milliseconds. */
const REST_MS = 700

/**
 * Measures from a click on the bell until the first page of rows is painted.
 *
 * @param {Subject} subject
 * @param {{ throttle: number }} options
 */
export async function open(subject, { throttle }) {
  const count = subject.runs + 1
  const runs = await repeat({ ...subject, count }, () =>
    visit(subject, { throttle }, (visit) => click(subject, visit, throttle === 1)),
  )
  // The first run also warms the caches of the browser's own process.
  const kept = runs.length > 1 ? runs.slice(1) : runs
  return { runs: kept.length, figures: spreadsOf(kept) }
}

/**
 * @param {Subject} subject
 * @param {Visit} visit
 * @param {boolean} withIdle Whether to measure how busy the open list is afterwards.
 */
async function click({ adapter }, { page, thread, server }, withIdle) {
  await openPage(page, server)
  await thread.becomeQuiet({ windowMs: 500, limitMs: 10_000 })
  const before = await thread.counters()
  const askedAt = await openList(page, adapter.firstPage)
  await sleep(REST_MS)
  const work = workBetween(before, await thread.counters())
  const mark = /** @type {import('../in-page/bench.mjs').Marks['open']} */ (
    await ask(page, 'mark', 'open')
  )
  const { longestMs } = await ask(page, 'longTasksSince', askedAt)
  return {
    firstMs: mark?.firstMs,
    opaqueMs: mark?.opaqueMs,
    rows: mark?.rows,
    scriptMs: work.scriptMs,
    busyMs: work.busyMs,
    cpuMs: work.cpuMs,
    longestTaskMs: longestMs,
    idlePercent: withIdle ? (await thread.idleRate(2000)).cpu * 100 : null,
  }
}
