import { duration, inRuns, integer, kib, longest, withSpread } from './format.mjs'

/**
 * @import { Cell } from '../results.mjs'
 * @import { Spread } from '../runs.mjs'
 */

/**
 * A table of the report: one cell of all widgets.
 *
 * @typedef {object} Section
 * @property {string} cell
 * @property {string} title
 * @property {readonly [string, (figure: (name: string) => Spread | null, cell: Cell) => string][]} columns
 */

/** @typedef {Section['columns'][number]} Column */

/** @param {string} title @param {string} name @returns {Column} */
const time = (title, name) => [title, (figure) => withSpread(duration)(figure(name))]

/**
 * The work until the page is quiet; "more than" if it was still busy when the time was over.
 *
 * @param {string} title
 * @param {string} name
 * @returns {Column}
 */
const work = (title, name) => [
  title,
  (figure) =>
    `${figure('isQuiet')?.median === 0 ? 'more than ' : ''}${withSpread(duration)(figure(name))}`,
]

/** @param {string} title @param {string} name @returns {Column} */
const number = (title, name) => [title, (figure) => withSpread(integer)(figure(name))]

/** @param {string} title @param {string} name @returns {Column} */
const decimal = (title, name) => [
  title,
  (figure) => withSpread((value) => (value ?? 0).toFixed(1))(figure(name)),
]

/** @param {string} title @param {string} name @returns {Column} */
const task = (title, name) => [title, (figure) => withSpread(longest)(figure(name))]

/** @param {string} title @param {string} name @returns {Column} */
const event = (title, name) => [title, (figure, { runs = 0 }) => inRuns(figure(name), runs)]

/** @type {Column} */
const runs = ['runs', (_, cell) => String(cell.runs ?? '–')]
/** @type {Column} */
const pressure = ['CPU pressure', (_, cell) => `${Math.round(cell.cpuPressure ?? NaN)} %`]

const speedOf = (/** @type {number} */ throttle) =>
  throttle === 1 ? 'processor at full speed' : `processor slowed down ${throttle} times`

/** @param {number} throttle @returns {Section[]} */
const speeds = (throttle) => [
  {
    cell: `cold${throttle}x`,
    title: `Cold load, ${speedOf(throttle)}`,
    columns: [
      time('bell painted', 'bellMs'),
      time('unread mark painted', 'badgeMs'),
      time('script until bell', 'scriptAtBellMs'),
      time('CPU until bell', 'cpuAtBellMs'),
      time('busy until idle', 'busyMs'),
      task('longest task', 'longestTaskMs'),
      number('requests', 'requests'),
      number('elements', 'elements'),
      runs,
      pressure,
    ],
  },
  {
    cell: `open${throttle}x`,
    title: `Click on the bell, ${speedOf(throttle)}`,
    columns: [
      number('rows', 'rows'),
      time('list painted', 'firstMs'),
      time('list opaque', 'opaqueMs'),
      time('CPU', 'cpuMs'),
      task('longest task', 'longestTaskMs'),
      decimal('idle CPU, %', 'idlePercent'),
      runs,
      pressure,
    ],
  },
]

/** @param {string} cell @param {string} title @returns {Section} */
const burst = (cell, title) => ({
  cell,
  title,
  columns: [
    work('busy', 'busyMs'),
    work('CPU', 'cpuMs'),
    task('longest task', 'longestTaskMs'),
    event('count complete', 'countMs'),
    [
      'counted',
      (figure) => `${integer(figure('unread')?.median)} of ${integer(figure('target')?.median)}`,
    ],
    number('requests', 'requests'),
    number('rows in list', 'rows'),
    number('elements', 'elements'),
    runs,
    pressure,
  ],
})

/** @param {number} size @returns {Section} */
const list = (size) => ({
  cell: `list${size}`,
  title: `List of ${integer(size)}`,
  columns: [
    number('loaded', 'loaded'),
    time('time to load', 'loadMs'),
    time('CPU to load', 'loadCpuMs'),
    number('elements', 'elements'),
    decimal('heap before, MiB', 'heapBeforeMib'),
    decimal('heap, MiB', 'heapMib'),
    decimal('frames a second', 'framesPerSecond'),
    time('worst frame', 'worstFrameMs'),
    time('long tasks in 3 s', 'longTasksMs'),
    runs,
    pressure,
  ],
})

/** @param {number} size @returns {Section} */
const toasts = (size) => ({
  cell: `toasts${size}`,
  title: `${integer(size)} toasts at once`,
  columns: [
    work('busy', 'busyMs'),
    work('CPU', 'cpuMs'),
    task('longest task', 'longestTaskMs'),
    number('toasts in the page', 'toasts'),
    number('elements', 'elements'),
    runs,
    pressure,
  ],
})

/** @param {string} title @param {keyof NonNullable<Cell['sizes']>} name @returns {Column} */
const size = (title, name) => [title, (_, { sizes }) => kib(sizes?.[name])]

/** @type {Section} */
const bundle = {
  cell: 'bundle',
  title: 'Weight of the scripts, in KiB',
  columns: [
    size('initial, gzip', 'initialGzip'),
    size('loaded until idle, gzip', 'loadGzip'),
    size('loaded after the bell is opened, gzip', 'openedGzip'),
    ['files loaded then', (_, { sizes }) => integer(sizes?.openedScripts)],
    size('all, gzip', 'totalGzip'),
    size('all, brotli', 'totalBrotli'),
    size('all, raw', 'totalRaw'),
    ['files', (_, { sizes }) => integer(sizes?.scripts)],
    size('style sheet beside them, gzip', 'stylesGzip'),
  ],
}

/** @type {Section} */
const tabs = {
  cell: 'tabs',
  title: 'Five tabs of one member',
  columns: [
    number('connections', 'connections'),
    number('requests to load', 'requestsAtLoad'),
    number('tabs that show a push', 'updated'),
    event('after', 'updateMs'),
    number('requests of the push', 'requestsOfPush'),
    number('connections without the first tab', 'connectionsLater'),
    event('the others show a push after', 'laterMs'),
    runs,
    pressure,
  ],
}

/** @type {Section} */
const drop = {
  cell: 'drop',
  title: 'Outage of 10 s with three new notifications',
  columns: [
    number('refused requests, polls included', 'refusedRequests'),
    number('refused WebSockets', 'refusedUpgrades'),
    number('both', 'refused'),
    event('connected again after', 'reconnectMs'),
    event('missed ones counted after', 'countedMs'),
    number('missed ones in the list', 'missedInList'),
    event('next push counted after', 'liveAfterMs'),
    number('missed ones in the list then', 'missedInListLater'),
    runs,
    pressure,
  ],
}

/** @type {Section} */
const oneToast = {
  cell: 'toast',
  title: `One toast, ${speedOf(4)}`,
  columns: [
    time('script at load', 'scriptAtLoadMs'),
    time('toast painted', 'showMs'),
    runs,
    pressure,
  ],
}

/** All tables, in their order. @type {readonly Section[]} */
export const sections = [
  bundle,
  ...speeds(4),
  ...speeds(1),
  burst('burst100', '100 pushed at once, list closed'),
  burst('burst1000', '1,000 pushed at once, list closed'),
  burst('burst100open', '100 pushed at once, list open'),
  list(1000),
  list(10_000),
  tabs,
  drop,
  oneToast,
  toasts(100),
  toasts(1000),
]
