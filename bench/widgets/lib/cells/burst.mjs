import { setTimeout as sleep } from 'node:timers/promises'
import { workBetween } from '../load.mjs'
import { repeat, spreadsOf } from '../runs.mjs'
import { ask, openList, openPage, visit, waitForConnection, waitForMark } from '../visit.mjs'

/** @import { Subject, Visit } from '../visit.mjs' */

/**
 * @typedef {object} BurstOptions
 * @property {number} size
 * @property {boolean} [isOpen] Whether the list is open.
 * @property {number} limitMs The longest time for one burst.
 */

/**
 * Measures the work of a page whose server sends many notifications at once, each in a message of
 * its own. The work of an idle page in the same time does not count.
 *
 * @param {Subject} subject
 * @param {BurstOptions} options
 */
export async function burst(subject, options) {
  const runs = await repeat({ ...subject, count: subject.runs }, () =>
    visit(subject, {}, (visit) => receive(subject, visit, options)),
  )
  const routes = runs.at(-1)?.routes
  return {
    runs: runs.length,
    figures: spreadsOf(runs.map(({ figures }) => figures)),
    facts: { routes },
  }
}

/**
 * @param {Visit} visit
 * @param {boolean} isOpen
 */
async function prepare({ page, thread, server }, isOpen) {
  await openPage(page, server)
  await waitForConnection(server)
  await thread.becomeQuiet({ windowMs: 500, limitMs: 10_000 })
  if (!isOpen) return
  await openList(page)
  await sleep(800)
  await thread.becomeQuiet({ windowMs: 500, limitMs: 10_000 })
}

/**
 * @param {Subject} subject
 * @param {Visit} visit
 * @param {BurstOptions} options
 */
async function receive({ adapter }, visit, { size, isOpen = false, limitMs }) {
  const { page, thread, server } = visit
  await prepare(visit, isOpen)
  const idle = await thread.idleRate()
  server.traffic.restart()
  const target = server.store.unread + size
  const before = await thread.counters()
  const armedAt = await ask(page, 'watchCount', { target, everyMs: adapter.pollMs ?? 20 })
  const startedAt = Date.now()
  server.publish(size)
  await waitForMark(page, 'countMs', limitMs).catch(() => undefined)
  const restMs = Math.max(5000, limitMs - (Date.now() - startedAt))
  const isQuiet = await thread.becomeQuiet({ limitMs: restMs, idleTask: idle.task })
  const tookMs = Date.now() - startedAt
  const work = workBetween(before, await thread.counters())
  await ask(page, 'endCount')
  const long = await ask(page, 'longTasksSince', armedAt)
  const figures = {
    countMs: Number((await ask(page, 'mark', 'countMs')) ?? NaN),
    ...work,
    busyMs: Math.max(0, work.busyMs - idle.task * tookMs),
    cpuMs: Math.max(0, work.cpuMs - idle.cpu * tookMs),
    idlePercent: idle.cpu * 100,
    longestTaskMs: long.longestMs,
    longTasksMs: long.totalMs,
    unread: await ask(page, 'unread'),
    target,
    rows: await ask(page, 'rows'),
    elements: (await ask(page, 'pageSize')).elements,
    isQuiet: Number(isQuiet),
    tookMs,
    requests: server.traffic.requests,
  }
  return { figures, routes: server.traffic.requestsByRoute }
}
