// `npm run test:long`: what is too long for every `npm test`, and is run where nobody waits for it.
import './check-node.cjs'
import { randomInt } from 'node:crypto'
import { installDependencies } from './lib/install.mjs'
import { endWithNpm } from './lib/parent.mjs'
import { root } from './lib/root.mjs'
import { runServer, runStack } from './lib/schedules.mjs'
import { suite } from './lib/steps.mjs'

const SCHEDULES = 200
const SEQUENCES = 400

endWithNpm()
process.chdir(root)
await installDependencies(console.log)
// Imported late: it needs packages that were installed just now.
const { installTestPrograms } = await import('./lib/test-programs.mjs')
await installTestPrograms(console.log)
const started = performance.now()
const { passed, failed, failures } = await suite('long').run()
for (const failure of failures) console.log(`\nfailed: ${failure}`)
console.log(`long: ${passed} passed, ${failed} failed, ${secondsSince(started)} s`)
const stack = await chance('stack', runStack, SCHEDULES)
const server = await chance('server', runServer, SEQUENCES)
const wells = [stack, server].filter(Boolean).length
console.log(`${passed + wells} passed, ${failed + 2 - wells} failed`)
process.exitCode = failed + 2 - wells === 0 ? 0 : 1

/**
 * @param {string} name
 * @param {(count: string, seed: string) => Promise<boolean>} run
 * @param {number} count
 */
async function chance(name, run, count) {
  const started = performance.now()
  const isWell = await run(String(count), String(randomInt(2 ** 30)))
  const verdict = isWell ? 'all well' : 'failed'
  console.log(`${name}: ${count} by chance, ${verdict}, ${secondsSince(started)} s`)
  return isWell
}

/** @param {number} moment */
function secondsSince(moment) {
  return ((performance.now() - moment) / 1000).toFixed(1)
}
