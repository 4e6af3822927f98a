import { workBetween } from '../load.mjs'
import { repeat, spreadsOf } from '../runs.mjs'
import { ask, visit, waitForMark } from '../visit.mjs'

/** @import { Subject, Visit } from '../visit.mjs' */

/**
 * Measures a page with empty caches, from the start of the navigation until the bell is painted.
 *
 * @param {Subject} subject
 * @param {{ throttle: number }} options
 */
export async function cold(subject, { throttle }) {
  const count = subject.runs + 1
  const runs = await repeat({ ...subject, count }, () =>
    visit(subject, { throttle }, (visit) => load(subject, visit)),
  )
  // The first run also warms the caches of the browser's own process.
  const kept = runs.length > 1 ? runs.slice(1) : runs
  const { facts } = /** @type {(typeof kept)[number]} */ (kept.at(-1))
  return { runs: kept.length, figures: spreadsOf(kept.map(({ figures }) => figures)), facts }
}

/**
 * @param {Subject} subject
 * @param {Visit} visit
 */
async function load({ adapter }, { page, thread, server, profile }) {
  const before = await thread.counters()
  await page.goto(`${server.origin}/`, { waitUntil: 'commit' })
  await waitForMark(page, 'bellMs')
  const atBell = await thread.counters()
  // A page in a new process begins to count at 0.
  const start = atBell.ThreadTime >= before.ThreadTime ? before : { ...before, ThreadTime: 0 }
  if (!adapter.hasNoBadge) await waitForMark(page, 'badgeMs', 15_000).catch(() => undefined)
  await ask(page, 'endLoad')
  await thread.becomeQuiet({ windowMs: 500, limitMs: 10_000 })
  const end = await thread.counters()
  const { traffic } = server
  const seen = await ask(page, 'loadFigures')
  return {
    figures: {
      ...seen,
      badgeMs: adapter.hasNoBadge ? null : seen.badgeMs,
      cpuAtBellMs: workBetween(start, atBell).cpuMs,
      scriptAtBellMs: atBell.ScriptDuration * 1000,
      scriptMs: end.ScriptDuration * 1000,
      busyMs: end.TaskDuration * 1000,
      cpuMs: workBetween(start, end).cpuMs,
      requests: traffic.requests,
    },
    facts: {
      routes: traffic.requestsByRoute,
      unhandled: traffic.unhandled,
      elsewhere: [...profile.elsewhere],
      errors: profile.errors.slice(0, 3),
    },
  }
}
