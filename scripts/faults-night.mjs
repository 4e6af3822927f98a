// `npm run faults:night`: the client under a virtual clock, then the client and the server through the
// chaos proxy, for as long as a night is. The seeds are printed first;
// `npm run faults:night -- 5 <seed>` replays a failing batch of the second.
import './check-node.cjs'
import { randomInt } from 'node:crypto'
import { runClient, runStack } from './lib/schedules.mjs'

/** The first kind costs a fiftieth of the second. */
const CLIENT_SHARE = 25

const [schedules = '20000', seed = String(randomInt(2 ** 30))] = process.argv.slice(2)
const isWell = [
  await runClient(String(Number(schedules) * CLIENT_SHARE), seed),
  await runStack(schedules, seed),
]
process.exitCode = isWell.every(Boolean) ? 0 : 1
