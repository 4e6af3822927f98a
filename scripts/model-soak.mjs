// `npm run model:soak -- [schedules] [seed]`: runs the protocol's model over many more schedules
// than its test. Default: 2 000 000 schedules from a random seed. The report of a failure names the
// seed and the path that replay it.
import './check-node.cjs'
import { randomInt } from 'node:crypto'
import { randomSuites } from './lib/random-suites.mjs'
import { report, runSteps } from './lib/run-steps.mjs'

const [schedules = 2_000_000, seed = randomInt(2 ** 31)] = process.argv.slice(2).map(Number)
report(await runSteps([randomSuites.model(schedules, seed)]))
