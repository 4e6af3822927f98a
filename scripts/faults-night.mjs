// `npm run faults:night`: the real client and server through the chaos proxy, for as long as a night
// is. The seed is printed first; `npm run faults:night -- 5 <seed>` replays a failing batch.
import './check-node.cjs'
import { randomInt } from 'node:crypto'
import { runStack } from './lib/stack.mjs'

const [schedules = '20000', seed = String(randomInt(2 ** 30))] = process.argv.slice(2)
process.exitCode = (await runStack(schedules, seed)) ? 0 : 1
