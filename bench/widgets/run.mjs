// Measures Belfry beside other notification widgets, and draws the results as a table and a chart.
// README.md in this folder says how.
//
//   npm run bench:widgets -- [--peer belfry,floor] [--cells cold,open] [--runs 5] [--report]
import '../../scripts/check-node.cjs'
import { build } from '../../scripts/build.mjs'
import { readOptions } from './lib/options.mjs'
import { installWidgets } from './lib/packages.mjs'
import { writeReport } from './lib/report/report.mjs'

// An interrupted cell must not be stored as one that failed. The browser ends with the process.
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(1))

const options = readOptions()
if (!options.report) {
  installWidgets(console.log)
  await build(console.log)
  // It imports packages that are installed only now.
  const { measure } = await import('./lib/measure.mjs')
  await measure(options)
}
writeReport()
