// `npm run faults:soak`: random schedules for a whole night. The client runs under a virtual clock;
// then the client and the server run through the chaos proxy. Each step prints its seed, and
// `npm run faults:soak -- 5 <seed>` replays a failing batch of the second step.
import './check-node.cjs'
import { randomInt } from 'node:crypto'
import { randomSuites } from './lib/random-suites.mjs'
import { report, runSteps } from './lib/run-steps.mjs'

/**
 * The number of client schedules for each schedule of the stack. A client schedule takes a fiftieth
 * of the time of a stack schedule.
 */
const CLIENT_SHARE = 25

const [schedules = 20_000, seed = randomInt(2 ** 30)] = process.argv.slice(2).map(Number)
report(
  await runSteps([
    randomSuites.client(schedules * CLIENT_SHARE, seed),
    randomSuites.stack(schedules, seed),
  ]),
)
