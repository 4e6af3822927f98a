import { bundleSize } from './cells/bundle-size.mjs'
import { burst } from './cells/burst.mjs'
import { cold } from './cells/cold.mjs'
import { drop } from './cells/drop.mjs'
import { list } from './cells/list.mjs'
import { open } from './cells/open.mjs'
import { tabs } from './cells/tabs.mjs'
import { manyToasts, oneToast } from './cells/toasts.mjs'

/**
 * @import { Subject } from './visit.mjs'
 * @import { Cell, Cells } from './results.mjs'
 */

/**
 * One measurement of one kind of widget.
 *
 * @typedef {object} CellPlan
 * @property {string} name The name in the results.
 * @property {string} group The name for `--cells`.
 * @property {'inbox' | 'toast' | 'both'} kind
 * @property {(subject: Subject) => Promise<Partial<Cell>>} measure
 * @property {(cells: Cells) => string | undefined} [reasonToSkip]
 */

/** Above this time for 1,000 rows, 10,000 are not tried. */
const LONG_LOAD_MS = 60_000

/** @param {Cells} cells */
function reasonToSkip10k({ list1000 }) {
  const { loaded, loadMs } = list1000?.figures ?? {}
  if (!loaded || !loadMs) return undefined
  if (loaded.median < 1000) return 'the list of 1,000 did not load'
  const seconds = Math.round(loadMs.median / 1000)
  return loadMs.median > LONG_LOAD_MS ? `1,000 rows took ${seconds} s` : undefined
}

/** @param {number} size @returns {CellPlan} */
const toastsOf = (size) => ({
  name: `toasts${size}`,
  group: 'toasts',
  kind: 'toast',
  measure: (subject) => manyToasts(subject, { size }),
})

/** @param {'cold' | 'open'} group @param {number} throttle @returns {CellPlan} */
const throttled = (group, throttle) => ({
  name: `${group}${throttle}x`,
  group,
  kind: 'inbox',
  measure: (subject) => (group === 'cold' ? cold : open)(subject, { throttle }),
})

/** All cells, in the order in which they are measured. @type {readonly CellPlan[]} */
export const cellPlans = [
  { name: 'bundle', group: 'bundle', kind: 'both', measure: bundleSize },
  throttled('cold', 4),
  throttled('cold', 1),
  throttled('open', 4),
  throttled('open', 1),
  {
    name: 'burst100',
    group: 'burst',
    kind: 'inbox',
    measure: (subject) => burst(subject, { size: 100, limitMs: 60_000 }),
  },
  {
    name: 'burst1000',
    group: 'burst',
    kind: 'inbox',
    measure: (subject) =>
      burst(subject, { size: 1000, limitMs: subject.adapter.burstLimitMs ?? 240_000 }),
  },
  {
    name: 'burst100open',
    group: 'burst-open',
    kind: 'inbox',
    measure: (subject) => burst(subject, { size: 100, isOpen: true, limitMs: 60_000 }),
  },
  {
    name: 'list1000',
    group: 'list',
    kind: 'inbox',
    measure: (subject) => list(subject, { size: 1000, count: subject.runs, limitMs: 130_000 }),
  },
  {
    name: 'list10000',
    group: 'list-10k',
    kind: 'inbox',
    measure: (subject) => list(subject, { size: 10_000, count: 1, limitMs: 75_000 }),
    reasonToSkip: reasonToSkip10k,
  },
  { name: 'tabs', group: 'tabs', kind: 'inbox', measure: tabs },
  { name: 'drop', group: 'drop', kind: 'inbox', measure: drop },
  { name: 'toast', group: 'toasts', kind: 'toast', measure: oneToast },
  toastsOf(100),
  toastsOf(1000),
]
