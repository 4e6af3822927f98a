// `npm run test:long`: the checks that take too long for `npm test`.
import './check-node.cjs'
import { randomInt } from 'node:crypto'
import { randomSuites } from './lib/random-suites.mjs'
import { installDependencies } from './lib/install.mjs'
import { endWithNpm } from './lib/parent.mjs'
import { root } from './lib/root.mjs'
import { report, runSteps } from './lib/run-steps.mjs'
import { suite } from './lib/steps.mjs'
import { packagesStep } from './lib/try-packages.mjs'

// These are random. The suites of `npm test` run further ones, from a seed that never changes.
const MODEL_SCHEDULES = 15_000
const CLIENT_SCHEDULES = 4_000
const STACK_SCHEDULES = 200
const SERVER_SEQUENCES = 400

endWithNpm()
process.chdir(root)
await installDependencies(console.log)
// This import is dynamic, because it needs packages that were installed just now.
const { installTestPrograms } = await import('./lib/test-programs.mjs')
await installTestPrograms(console.log)
const seed = randomInt(2 ** 30)
report(
  await runSteps([
    suite('faults', { options: ['server/test', 'test/faults/transport-faults'] }),
    suite('long'),
    packagesStep,
    randomSuites.model(MODEL_SCHEDULES, seed),
    randomSuites.client(CLIENT_SCHEDULES, seed),
    randomSuites.stack(STACK_SCHEDULES, seed),
    randomSuites.server(SERVER_SEQUENCES, seed),
  ]),
)
