import { workBetween } from '../load.mjs'
import { repeat, spreadsOf } from '../runs.mjs'
import { ask, openList, openPage, visit } from '../visit.mjs'

/** @import { Subject, Visit } from '../visit.mjs' */

/** The speed of the scroll through the loaded list, in pixels a second. */
const SPEED = 4000
const SCROLL_MS = 3000
/** A list that draws only the rows in view counts as open with this many. */
const ROWS_IN_VIEW = 5

/**
 * Measures a list of `size` rows: the work to load it all by scrolling, its size in the page, and
 * the frames of a scroll through it.
 *
 * @param {Subject} subject
 * @param {{ size: number, count: number, limitMs: number }} options
 */
export async function list(subject, { size, count, limitMs }) {
  const runs = await repeat({ ...subject, count }, () =>
    visit(subject, { total: size }, (visit) => load(subject, visit, { size, limitMs })),
  )
  return { runs: runs.length, figures: spreadsOf(runs) }
}

/**
 * @param {Subject} subject
 * @param {Visit} visit
 * @param {{ size: number, limitMs: number }} options
 */
async function load({ adapter }, { page, thread, server }, { size, limitMs }) {
  await openPage(page, server)
  await thread.becomeQuiet({ windowMs: 500, limitMs: 10_000 })
  const heapBeforeMib = await thread.heapMib()
  const { elements: elementsBefore } = await ask(page, 'pageSize')
  await openList(page, Math.min(adapter.firstPage ?? 1, ROWS_IN_VIEW))
  const before = await thread.counters()
  const { loaded, tookMs } = await ask(page, 'loadAll', { rows: size, limitMs })
  const work = workBetween(before, await thread.counters())
  await thread.becomeQuiet({ limitMs: 6000 })
  const { elements, nodes } = await ask(page, 'pageSize')
  const heapMib = await thread.heapMib()
  const scroll = await ask(page, 'scrollThrough', { forMs: SCROLL_MS, speed: SPEED })
  return {
    loaded,
    loadMs: tookMs,
    loadBusyMs: work.busyMs,
    loadCpuMs: work.cpuMs,
    elements,
    elementsBefore,
    nodes,
    heapMib,
    heapBeforeMib,
    framesPerSecond: scroll?.framesPerSecond,
    p95FrameMs: scroll?.p95Ms,
    worstFrameMs: scroll?.worstMs,
    longTasks: scroll?.longTasks.count,
    longTasksMs: scroll?.longTasks.totalMs,
    requests: server.traffic.requests,
  }
}
