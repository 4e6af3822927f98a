import { writeFileSync } from 'node:fs'
import { adapterNames } from '../adapters.mjs'
import { readResults } from '../results.mjs'
import { drawChart } from './chart.mjs'
import { drawTables } from './table.mjs'

/** @import { Results } from '../results.mjs' */

const tables = new URL('../../../results/widgets.md', import.meta.url)
const chart = new URL('../../../../docs/images/widgets.svg', import.meta.url)

/** Draws the stored results: bench/results/widgets.md and docs/images/widgets.svg. */
export function writeReport() {
  const stored = readResults()
  if (!stored) throw new Error('nothing was measured yet: npm run bench:widgets')
  const results = inOrder(stored)
  writeFileSync(tables, drawTables(results))
  writeFileSync(chart, drawChart(results))
}

/**
 * Puts the widgets into the order of the adapters: cells are measured in any order.
 *
 * @param {Results} results
 * @returns {Results}
 */
const inOrder = ({ widgets, ...rest }) => ({
  ...rest,
  widgets: Object.fromEntries(adapterNames.map((name) => [name, widgets[name]])),
})
