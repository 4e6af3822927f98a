import { parseArgs } from 'node:util'
import { adapterNames } from './adapters.mjs'

/** The names for `--cells`. */
const cellNames = /** @type {const} */ ([
  'cold',
  'open',
  'burst',
  'burst-open',
  'list',
  'list-10k',
  'toasts',
  'tabs',
  'drop',
  'bundle',
])

/**
 * @typedef {object} Options
 * @property {readonly string[]} peers
 * @property {readonly string[]} cells
 * @property {number} runs
 * @property {boolean} report Only draws table and chart again.
 */

/**
 * Reads the options of the command line.
 *
 * @returns {Options}
 * @throws {Error} at an unknown option, widget or cell.
 */
export function readOptions() {
  const { values } = parseArgs({
    options: {
      peer: { type: 'string' },
      cells: { type: 'string' },
      runs: { type: 'string', default: '5' },
      report: { type: 'boolean', default: false },
    },
  })
  const runs = Number(values.runs)
  if (!Number.isInteger(runs) || runs < 1) throw new Error(`--runs ${values.runs}: not a number`)
  return {
    peers: namesIn(values.peer, adapterNames),
    cells: namesIn(values.cells, cellNames),
    runs,
    report: values.report,
  }
}

/**
 * @param {string | undefined} wanted Names with commas between them. Default: all.
 * @param {readonly string[]} known
 */
function namesIn(wanted, known) {
  const names = wanted?.split(',') ?? known
  const unknown = names.find((name) => !known.includes(name))
  if (unknown !== undefined) throw new Error(`${unknown} is none of ${known.join(', ')}`)
  return known.filter((name) => names.includes(name))
}
