import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'

/**
 * @import { Sizes } from './bundle.mjs'
 * @import { Spread } from './runs.mjs'
 */

/**
 * The result of one cell. A cell that failed or was skipped has the reason instead of figures.
 *
 * @typedef {object} Cell
 * @property {string} date
 * @property {string} commit With a `+` if the source had further changes.
 * @property {string} browser
 * @property {number} [runs] The number of runs that count.
 * @property {number | null} [cpuPressure] Percent, at the end of the cell.
 * @property {Record<string, Spread | null>} [figures]
 * @property {Sizes & { loadGzip: number, openedGzip: number, openedScripts: number }} [sizes]
 * @property {object} [facts]
 * @property {string} [failed]
 * @property {string} [skipped]
 */

/** @typedef {Partial<Record<string, Cell>>} Cells */

/**
 * The results of one widget.
 *
 * @typedef {object} Widget
 * @property {string} title
 * @property {'inbox' | 'toast'} kind
 * @property {Record<string, string>} versions
 * @property {string | undefined} [badgeNote]
 * @property {readonly string[]} notes
 * @property {Cells} cells
 */

/**
 * All results. Each cell has a date of its own, because a run may measure some cells only.
 *
 * @typedef {{ node: string, cores: number, widgets: Partial<Record<string, Widget>> }} Results
 */

const file = new URL('../../results/widgets.json', import.meta.url)

/**
 * Reads the stored results.
 *
 * @returns {Results | undefined}
 */
export const readResults = () =>
  existsSync(file) ? /** @type {Results} */ (JSON.parse(readFileSync(file, 'utf8'))) : undefined

/** @param {Results} results */
export function writeResults(results) {
  mkdirSync(new URL('.', file), { recursive: true })
  writeFileSync(file, `${JSON.stringify(results, null, 2)}\n`)
}
