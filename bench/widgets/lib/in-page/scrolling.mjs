import { longTasksSince } from './long-tasks.mjs'
import { endOfNextFrame, scrollerOf } from './paint.mjs'

/** @typedef {import('../adapters.mjs').Probe} Probe */

/** The wait for a page of rows before the list is scrolled again, in milliseconds. */
const NUDGE_MS = 600
/** The list counts as complete if no row arrives for this long, in milliseconds. */
const GIVE_UP_MS = 10_000
/** The wait for the records of the last long tasks, in milliseconds. */
const RECORDS_MS = 300

/** @param {Probe} probe */
const scrollerIn = (probe) => (probe.scroller ? probe.scroller() : scrollerOf(probe.list()[0]))

/**
 * Returns the number of loaded rows.
 *
 * @param {Probe} probe
 */
export const loadedRows = (probe) => (probe.loaded ? probe.loaded() : probe.list().length)

/**
 * Scrolls to the end again and again, as fast as the widget loads further rows. Each time the list
 * first moves to 300 pixels before the end, because some widgets react to the movement only.
 *
 * @param {Probe} probe
 * @param {{ rows: number, limitMs: number }} options
 */
export async function loadAll(probe, { rows, limitMs }) {
  const startedAt = performance.now()
  const isInTime = () => performance.now() - startedAt < limitMs
  let before = -1
  let changedAt = startedAt
  while (loadedRows(probe) < rows && isInTime()) {
    const scroller = scrollerIn(probe)
    if (scroller) {
      scroller.scrollTop = Math.max(0, scroller.scrollHeight - scroller.clientHeight - 300)
      await endOfNextFrame()
      scroller.scrollTop = scroller.scrollHeight
    }
    const loaded = loadedRows(probe)
    const askedAt = performance.now()
    while (loadedRows(probe) === loaded && performance.now() - askedAt < NUDGE_MS && isInTime())
      await endOfNextFrame()
    if (loadedRows(probe) !== before) {
      before = loadedRows(probe)
      changedAt = performance.now()
    } else if (performance.now() - changedAt > GIVE_UP_MS) break
  }
  return { loaded: loadedRows(probe), tookMs: Math.round(performance.now() - startedAt) }
}

/**
 * Scrolls from the top at a constant speed, in pixels a second, and measures the frames.
 *
 * @param {Probe} probe
 * @param {{ forMs: number, speed: number }} options
 */
export async function scrollThrough(probe, { forMs, speed }) {
  const scroller = scrollerIn(probe)
  if (!scroller) return null
  scroller.scrollTop = 0
  await endOfNextFrame()
  await endOfNextFrame()
  const startedAt = performance.now()
  /** @type {number[]} */
  const frames = []
  let before = startedAt
  await new Promise((/** @type {(value?: unknown) => void} */ done) => {
    const step = (/** @type {number} */ at) => {
      frames.push(at - before)
      before = at
      scroller.scrollTop = ((at - startedAt) / 1000) * speed
      if (at - startedAt < forMs) requestAnimationFrame(step)
      else done()
    }
    requestAnimationFrame(step)
  })
  // The first frame began before the measurement.
  const sorted = frames.slice(1).sort((a, b) => a - b)
  await new Promise((due) => setTimeout(due, RECORDS_MS))
  return {
    framesPerSecond: sorted.length / (forMs / 1000),
    p95Ms: sorted[Math.floor(sorted.length * 0.95)] ?? null,
    worstMs: sorted.at(-1) ?? null,
    longTasks: longTasksSince(startedAt),
  }
}
