// `npm run test:long`: what is too long for every `npm test`, and is run where nobody waits for it.
import './check-node.cjs'
import { randomInt } from 'node:crypto'
import { installDependencies } from './lib/install.mjs'
import { endWithNpm } from './lib/parent.mjs'
import { root } from './lib/root.mjs'
import { runStack } from './lib/schedules.mjs'

const SCHEDULES = 200

endWithNpm()
process.chdir(root)
await installDependencies(console.log)
const started = performance.now()
const isWell = await runStack(String(SCHEDULES), String(randomInt(2 ** 30)))
const seconds = ((performance.now() - started) / 1000).toFixed(1)
console.log(`stack: ${SCHEDULES} schedules, ${isWell ? 'all well' : 'failed'}, ${seconds} s`)
console.log(isWell ? '1 passed, 0 failed' : '0 passed, 1 failed')
process.exitCode = isWell ? 0 : 1
