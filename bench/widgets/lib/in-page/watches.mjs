import { endOfNextFrame, endOfThisFrame, isRendered, opacityOf } from './paint.mjs'

/** @typedef {import('../adapters.mjs').Probe} Probe */

/**
 * The moments that are measured. Each is missing until its frame is complete.
 *
 * - `bellMs`, `badgeMs`: from the start of the navigation to the first frame with the bell, and with
 *   the mark of unread notifications.
 * - `open`: from the click to the first frame with the first page of rows (`firstMs`), and to the
 *   first frame that shows them without transparency (`opaqueMs`).
 * - `countMs`: from the start of a burst to the first frame after the widget knew the final count.
 *
 * @typedef {object} Marks
 * @property {number} [bellMs]
 * @property {number} [badgeMs]
 * @property {{ firstMs: number, rows: number, opaqueMs?: number }} [open]
 * @property {number} [countMs]
 */

/** How long the frames after a click are watched, in milliseconds. */
const WATCH_MS = 20_000
/** A row with less opacity than this does not count as shown. */
const VISIBLE = 0.05
/** A row with more opacity than this counts as opaque. */
const OPAQUE = 0.98

/**
 * Watches each frame until bell and badge are painted. Returns a function that stops the wait for
 * the badge, for a widget without one.
 *
 * @param {Probe} probe
 * @param {Marks} marks
 */
export function watchLoad(probe, marks) {
  let isBellSeen = false
  let isBadgeSeen = false
  let isOver = false
  const look = () => {
    if (!isBellSeen && isRendered(probe.bell())) {
      isBellSeen = true
      void endOfThisFrame().then((at) => (marks.bellMs = at))
    }
    if (isBellSeen && !isBadgeSeen && (!probe.badge || isRendered(probe.badge()))) {
      isBadgeSeen = true
      void endOfThisFrame().then((at) => (marks.badgeMs = at))
    }
    if (!isBadgeSeen && !(isOver && isBellSeen)) requestAnimationFrame(look)
  }
  requestAnimationFrame(look)
  return () => void (isOver = true)
}

/**
 * Waits for a click, and then watches each frame until `rows` rows are painted.
 *
 * @param {Probe} probe
 * @param {Marks} marks
 * @param {number} rows
 */
export function watchOpen(probe, marks, rows) {
  delete marks.open
  const watch = (/** @type {Event} */ { timeStamp: clickedAt }) => {
    let isSeen = false
    const look = () => {
      const list = probe.list()
      const opacity = list.length >= rows && isRendered(list[0]) ? opacityOf(list[0]) : 0
      if (opacity > VISIBLE && !isSeen) {
        isSeen = true
        void endOfThisFrame().then((at) => {
          marks.open = { firstMs: at - clickedAt, rows: probe.list().length }
        })
      }
      if (marks.open && opacity > OPAQUE) {
        const { open } = marks
        void endOfThisFrame().then((at) => (open.opaqueMs = at - clickedAt))
      } else if (performance.now() - clickedAt < WATCH_MS) requestAnimationFrame(look)
    }
    requestAnimationFrame(look)
  }
  addEventListener('pointerdown', watch, { capture: true, once: true })
}

/**
 * Asks the widget for its count of unread notifications until it is `target`. Returns the start, and
 * a function that ends the watch.
 *
 * @param {Probe} probe
 * @param {Marks} marks
 * @param {{ target: number, everyMs: number }} options
 */
export function watchCount(probe, marks, { target, everyMs }) {
  delete marks.countMs
  const startedAt = performance.now()
  const timer = setInterval(() => {
    if (probe.unread() < target) return
    clearInterval(timer)
    void endOfNextFrame().then((at) => (marks.countMs = at - startedAt))
  }, everyMs)
  return { startedAt, end: () => clearInterval(timer) }
}
