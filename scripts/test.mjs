// `npm test`: runs all checks. It works on a fresh clone.
// `npm test -- --only node,server` runs the named ones.
// `npm test -- --changed` runs the checks that uncommitted changes can break; `--since main` those
// that all changes since that commit can break.
import './check-node.cjs'
import { parseArgs } from 'node:util'
import { changedFiles, checksOf, suitesOf } from './lib/changed.mjs'
import { installDependencies } from './lib/install.mjs'
import { endWithNpm } from './lib/parent.mjs'
import { root } from './lib/root.mjs'
import { report, runSteps } from './lib/run-steps.mjs'
import { command, suite } from './lib/steps.mjs'

/** @typedef {import('./lib/steps.mjs').Step} Step */

/** The checks that run first, because they fail quickly. @type {readonly Step[]} */
const checks = [
  command('format', 'prettier', '--check', '--log-level=warn', '.'),
  command('lint', 'eslint', '--max-warnings=0', '.'),
  command('types of src', 'tsc', '-p', 'tsconfig.json', '--noEmit'),
  command('types of server', 'tsc', '-p', 'server/tsconfig.json', '--noEmit'),
  command('types of tests', 'tsc', '-p', 'test/tsconfig.json'),
  command('build', 'node', 'scripts/build.mjs'),
]

/** The suites, which run after the checks. The longest begin first. @type {readonly Step[]} */
const suites = ['e2e', 'node', 'browser', 'server', 'stories', 'fresh-page', 'stack'].map((name) =>
  suite(name),
)

/** The number of steps that run at the same time. The smallest machine has two cores. */
const AT_ONCE = 2

/**
 * @param {string | undefined} only
 * @param {readonly Step[]} steps
 * @returns {(step: Step) => boolean}
 */
function choose(only, steps) {
  if (only === undefined) return () => true
  const nameOf = (/** @type {Step} */ step) => step.name.split(' ')[0] ?? ''
  const known = steps.map(nameOf)
  const wanted = only.split(',')
  const unknown = wanted.filter((name) => !known.includes(name))
  if (unknown.length > 0) throw new Error(`there is no step named ${unknown.join(', ')}`)
  return (step) => wanted.includes(nameOf(step))
}

/** @param {{ only?: string, changed?: boolean, since?: string }} options */
async function main({ only, changed = false, since }) {
  process.chdir(root)
  const files = changed || since !== undefined ? changedFiles(since) : undefined
  const first = files ? checksOf(files, checks) : checks
  const second = files ? suitesOf(files, since) : suites
  const isChosen = choose(only, [...first, ...second])
  await installDependencies(console.log)
  // This import is dynamic, because it needs packages that were installed just now.
  const { installTestPrograms } = await import('./lib/test-programs.mjs')
  await installTestPrograms(console.log)
  report([
    ...(await runSteps(first.filter(isChosen), AT_ONCE)),
    ...(await runSteps(second.filter(isChosen), AT_ONCE)),
  ])
}

endWithNpm()
try {
  const { values } = parseArgs({
    options: {
      only: { type: 'string' },
      changed: { type: 'boolean' },
      since: { type: 'string' },
    },
  })
  await main(values)
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  console.log('0 passed, 1 failed')
  process.exitCode = 1
}
