import { duration, kib } from './format.mjs'

/** @import { Cell, Results } from '../results.mjs' */

/**
 * A group of bars: one figure of all widgets.
 *
 * @typedef {object} Group
 * @property {string} title
 * @property {string} cell
 * @property {(cell: Cell) => number | undefined} valueOf
 * @property {(value: number) => string} format
 * @property {(cell: Cell) => string | undefined} [limitOf] Why a value is not that of the whole task.
 */

/** @typedef {{ name: string, title: string, isOurs: boolean, value: number | undefined, text: string }} Bar */

const WIDTH = 700
const LABELS = 150
/** The width of a character of a value; digits are the widest. */
const CHARACTER = 8
const LINE = 22
const BAR = 14
const HEAD = 34
const GAP = 14
const TOP = 62

/** @param {Cell} cell */
const burstLimit = ({ figures }) => (figures?.isQuiet?.median === 0 ? 'and still busy' : undefined)

/** @param {Cell} cell */
function listLimit({ figures }) {
  const loaded = figures?.loaded?.median ?? 0
  return loaded < 1000 ? `for ${loaded} rows` : undefined
}

/** @param {string} name */
const median =
  (name) =>
  (/** @type {Cell} */ { figures }) =>
    figures?.[name]?.median

/** @type {readonly Group[]} */
const groups = [
  {
    title: 'From the click to the painted list, slow processor (4×)',
    cell: 'open4x',
    valueOf: median('firstMs'),
    format: duration,
  },
  {
    title: 'From an empty cache to the painted bell, slow processor (4×)',
    cell: 'cold4x',
    valueOf: median('bellMs'),
    format: duration,
  },
  {
    title: 'Work for 1,000 notifications that arrive at once',
    cell: 'burst1000',
    valueOf: median('busyMs'),
    format: duration,
    limitOf: burstLimit,
  },
  {
    title: 'Processor time to load a list of 1,000',
    cell: 'list1000',
    valueOf: median('loadCpuMs'),
    format: duration,
    limitOf: listLimit,
  },
  {
    title: 'Scripts loaded once a bell is opened, gzip',
    cell: 'bundle',
    valueOf: ({ sizes }) => sizes?.openedGzip,
    format: (bytes) => `${kib(bytes)} KiB`,
  },
]

const styles = `
text { font: 13px system-ui, -apple-system, 'Segoe UI', sans-serif; fill: #1f2430 }
.title { font-size: 17px; font-weight: 600 }
.note { fill: #596070 }
.head { font-size: 14px; font-weight: 600 }
.ours { font-weight: 600 }
rect { fill: #b6bdca }
rect.ours { fill: #4338ca }
@media (prefers-color-scheme: dark) {
  text { fill: #f2f4f8 }
  .note { fill: #a3abbb }
  rect { fill: #565e6e }
  rect.ours { fill: #a5b4fc }
}`

/** @param {string} text */
const escape = (text) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')

const summary = 'Shorter is better. Each group of bars has its own scale, which begins at 0.'
const footnotes = [
  'Medians. Floor is a hand-written bell without dependencies, the least that a browser has to do.',
  'All figures, with their spread: bench/results/widgets.md',
]

/**
 * Draws the main figures as bars. In each group the longest bar has the full width, so that lengths
 * are proportional inside a group; groups have different units and cannot be compared.
 *
 * @param {Results} results
 */
export function drawChart(results) {
  let y = TOP
  const drawn = groups.flatMap((group) => {
    const bars = barsOf(group, results)
    if (bars.length === 0) return []
    const at = y
    y += HEAD + bars.length * LINE + GAP
    return [drawGroup(group.title, bars, at)]
  })
  const notes = footnotes.map(
    (note, index) => `<text class="note" x="0" y="${y + 4 + index * LINE}">${note}</text>`,
  )
  const height = y + footnotes.length * LINE
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="img" aria-labelledby="title summary">
<title id="title">Belfry beside other notification widgets</title>
<desc id="summary">${summary}</desc>
<style>${styles}
</style>
<text class="title" x="0" y="20">Belfry beside other notification widgets</text>
<text class="note" x="0" y="42">${summary}</text>
${[...drawn, ...notes].join('\n')}
</svg>
`
}

/**
 * @param {Group} group
 * @param {Results} results
 * @returns {Bar[]}
 */
const barsOf = ({ cell: name, valueOf, format, limitOf }, { widgets }) =>
  Object.entries(widgets).flatMap(([key, widget]) => {
    const cell = widget?.cells[name]
    if (!widget || !cell || widget.kind !== 'inbox') return []
    const value = valueOf(cell)
    const limit = limitOf?.(cell) ?? ''
    const text = value === undefined ? 'did not finish' : `${format(value)} ${limit}`.trim()
    const title = widget.title.replace(/ \(.*/, '')
    return [{ name: key, title, isOurs: key === 'belfry', value, text }]
  })

/**
 * @param {string} title
 * @param {readonly Bar[]} bars
 * @param {number} top
 */
function drawGroup(title, bars, top) {
  const longest = Math.max(...bars.map(({ value = 0 }) => value))
  const room = WIDTH - LABELS - CHARACTER * (1 + Math.max(...bars.map(({ text }) => text.length)))
  const lines = bars.map(({ title, isOurs, value, text }, index) => {
    const y = top + HEAD + index * LINE
    const width = value === undefined ? 0 : Math.max(1, Math.round((value / longest) * room))
    const kind = isOurs ? ' class="ours"' : ''
    return [
      `<text${kind} x="${LABELS - 10}" y="${y}" text-anchor="end">${escape(title)}</text>`,
      `<rect${kind} x="${LABELS}" y="${y - BAR + 3}" width="${width}" height="${BAR}" rx="2"/>`,
      `<text${kind} x="${LABELS + width + 6}" y="${y}">${escape(text)}</text>`,
    ].join('\n')
  })
  return [`<text class="head" x="0" y="${top + 10}">${escape(title)}</text>`, ...lines].join('\n')
}
