// Measures Belfry beside other notification widgets, and draws the results as a table and a chart.
// README.md in this folder says how.
//
//   npm run bench:widgets -- [--peer belfry,floor] [--cells cold,open] [--runs 5] [--report]
import '../../scripts/check-node.cjs'
import { build } from '../../scripts/build.mjs'
import { readOptions } from './lib/options.mjs'
import { installWidgets } from './lib/packages.mjs'
import { writeReport } from './lib/report/report.mjs'

const options = readOptions()
if (!options.report) {
  installWidgets(console.log)
  await build(console.log)
  // It imports packages that are installed only now.
  const { measure } = await import('./lib/measure.mjs')
  await measure(options)
}
writeReport()
