// `npm run test:long`: what is too long for every `npm test`, and is run where nobody waits for it.
import './check-node.cjs'
import { randomInt } from 'node:crypto'
import { installDependencies } from './lib/install.mjs'
import { endWithNpm } from './lib/parent.mjs'
import { root } from './lib/root.mjs'
import { runStack } from './lib/schedules.mjs'
import { suite } from './lib/steps.mjs'

const SCHEDULES = 200

endWithNpm()
process.chdir(root)
await installDependencies(console.log)
// Imported late: it needs packages that were installed just now.
const { installTestPrograms } = await import('./lib/test-programs.mjs')
await installTestPrograms(console.log)
const started = performance.now()
const walks = await suite('long').run()
console.log(`long: ${walks.passed} passed, ${walks.failed} failed, ${secondsSince(started)} s`)
const beforeStack = performance.now()
const isWell = await runStack(String(SCHEDULES), String(randomInt(2 ** 30)))
console.log(
  `stack: ${SCHEDULES} schedules, ${isWell ? 'all well' : 'failed'}, ${secondsSince(beforeStack)} s`,
)
const failed = walks.failed + (isWell ? 0 : 1)
console.log(`${walks.passed + (isWell ? 1 : 0)} passed, ${failed} failed`)
process.exitCode = failed === 0 ? 0 : 1

/** @param {number} moment */
function secondsSince(moment) {
  return ((performance.now() - moment) / 1000).toFixed(1)
}
