import { longTasksSince, recordLongTasks } from './long-tasks.mjs'
import { pageSize } from './page-size.mjs'
import { endOfThisFrame, isRendered } from './paint.mjs'
import { loadAll, loadedRows, scrollThrough } from './scrolling.mjs'
import { watchCount, watchLoad, watchOpen } from './watches.mjs'

/** @typedef {import('../adapters.mjs').Probe} Probe */
/** @typedef {ReturnType<typeof createBench>} Bench */
/** @typedef {import('./watches.mjs').Marks} Marks */

/** @param {string} title @param {string} body */
const showToast = (title, body) =>
  /** @type {{ showToast: (title: string, body: string) => void }} */ (
    /** @type {unknown} */ (globalThis)
  ).showToast(title, body)

/**
 * Shows one toast. Resolves with the time until its frame is complete, in milliseconds.
 *
 * @param {Probe} probe
 * @returns {Promise<number>}
 */
function timeToast(probe) {
  const startedAt = performance.now()
  showToast('Ada approved Invoice #20418', 'Open the item to see the full context.')
  return new Promise((resolve) => {
    const look = () => {
      if (isRendered(probe.list()[0])) void endOfThisFrame().then((at) => resolve(at - startedAt))
      else requestAnimationFrame(look)
    }
    requestAnimationFrame(look)
  })
}

/** @param {number} count */
function showToasts(count) {
  const startedAt = performance.now()
  for (let index = 0; index < count; index += 1)
    showToast(`Update ${index}`, `Body of update ${index}`)
  return startedAt
}

/** @param {Marks} marks */
function loadFigures({ bellMs = Infinity, badgeMs }) {
  const resources = performance.getEntriesByType('resource')
  const scripts = /** @type {PerformanceResourceTiming[]} */ (resources).filter(
    ({ name, responseEnd }) => name.endsWith('.js') && responseEnd < bellMs,
  )
  return {
    bellMs,
    badgeMs: badgeMs ?? null,
    firstPaintMs: performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? null,
    longestTaskMs: longTasksSince(0).longestMs,
    elements: pageSize().elements,
    scripts: scripts.length,
  }
}

/**
 * Creates the object through which the harness measures a page. It runs before any script of the
 * page, and does nothing but watch for the bell until it is asked.
 *
 * @param {Probe} probe
 */
export function createBench(probe) {
  /** @type {Marks} */
  const marks = {}
  recordLongTasks()
  const endLoad = probe.isToast ? () => undefined : watchLoad(probe, marks)
  let endCount = () => {}
  return {
    mark: (/** @type {keyof Marks} */ name) => marks[name] ?? null,
    /** Returns the middle of the bell, in pixels of the window. */
    bellPlace() {
      const { x, y, width, height } = probe.bell()?.getBoundingClientRect() ?? new DOMRect()
      return { x: x + width / 2, y: y + height / 2 }
    },
    endLoad,
    loadFigures: () => loadFigures(marks),
    /** @param {number} rows */
    watchOpen(rows) {
      watchOpen(probe, marks, rows)
      return performance.now()
    },
    /** @param {{ target: number, everyMs: number }} options */
    watchCount(options) {
      const { startedAt, end } = watchCount(probe, marks, options)
      endCount = end
      return startedAt
    },
    endCount: () => endCount(),
    longTasksSince,
    pageSize: () => pageSize(),
    loadAll: (/** @type {Parameters<typeof loadAll>[1]} */ options) => loadAll(probe, options),
    scrollThrough: (/** @type {Parameters<typeof scrollThrough>[1]} */ options) =>
      scrollThrough(probe, options),
    unread: () => probe.unread(),
    rows: () => loadedRows(probe),
    listed: () => probe.list().length,
    /** Returns how many of the texts stand in a row. @param {readonly string[]} texts */
    countShown(texts) {
      const rows = Array.from(probe.list(), ({ textContent }) => textContent)
      return texts.filter((text) => rows.some((row) => row.includes(text))).length
    },
    hasToasts: () => 'showToast' in globalThis,
    timeToast: () => timeToast(probe),
    showToasts,
  }
}
