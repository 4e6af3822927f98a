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

const SCHEDULES = 200
const SEQUENCES = 400

endWithNpm()
process.chdir(root)
await installDependencies(console.log)
// This import is dynamic, because it needs packages that were installed just now.
const { installTestPrograms } = await import('./lib/test-programs.mjs')
await installTestPrograms(console.log)
const seed = randomInt(2 ** 30)
report(
  await runSteps([
    suite('long'),
    packagesStep,
    randomSuites.stack(SCHEDULES, seed),
    randomSuites.server(SEQUENCES, seed),
  ]),
)
