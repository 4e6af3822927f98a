// `npm run faults:night`: the client under a virtual clock, then the client and the server through the
// chaos proxy, for as long as a night is. The seeds are printed first;
// `npm run faults:night -- 5 <seed>` replays a failing batch of the second.
import './check-node.cjs'
import { randomInt } from 'node:crypto'
import { byChance } from './lib/by-chance.mjs'
import { report, runSteps } from './lib/run-steps.mjs'

/** The first kind costs a fiftieth of the second. */
const CLIENT_SHARE = 25

const [schedules = 20_000, seed = randomInt(2 ** 30)] = process.argv.slice(2).map(Number)
report(
  await runSteps([
    byChance.client(schedules * CLIENT_SHARE, seed),
    byChance.stack(schedules, seed),
  ]),
)
