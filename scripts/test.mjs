// `npm test`: every check there is, from a fresh clone with nothing before it.
// `npm test -- --only node,server` runs the named ones.
import './check-node.cjs'
import { parseArgs } from 'node:util'
import { installDependencies } from './lib/install.mjs'
import { endWithNpm } from './lib/parent.mjs'
import { root } from './lib/root.mjs'
import { command, suite } from './lib/steps.mjs'

/** @typedef {import('./lib/steps.mjs').Step} Step */

/** What only reads files, and is quick to fail. @type {readonly Step[]} */
const checks = [
  command('format', 'prettier', '--check', '--log-level=warn', '.'),
  command('lint', 'eslint', '--max-warnings=0', '.'),
  command('types of src', 'tsc', '-p', 'tsconfig.json', '--noEmit'),
  command('types of server', 'tsc', '-p', 'server/tsconfig.json', '--noEmit'),
  command('types of tests', 'tsc', '-p', 'test/tsconfig.json'),
  command('build', 'node', 'scripts/build.mjs'),
]

/**
 * What runs after them, in two rows at once: who drives a browser waits much, and leaves the
 * processor to those who compute. No two of them drive a browser at the same time.
 *
 * @type {readonly (readonly Step[])[]}
 */
const suites = [
  [suite('browser'), suite('stories'), suite('e2e')],
  [suite('node'), suite('server'), suite('stack')],
]

/** Two cores are what there is on the smallest machine. */
const CHECKS_AT_ONCE = 2

/** @param {string | undefined} only @returns {(step: Step) => boolean} */
function choose(only) {
  if (only === undefined) return () => true
  const nameOf = (/** @type {Step} */ step) => step.name.split(' ')[0] ?? ''
  const known = [...checks, ...suites.flat()].map(nameOf)
  const wanted = only.split(',')
  const unknown = wanted.filter((name) => !known.includes(name))
  if (unknown.length > 0) throw new Error(`there is no step named ${unknown.join(', ')}`)
  return (step) => wanted.includes(nameOf(step))
}

/** @typedef {import('./lib/steps.mjs').Tally & { name: string, seconds: string }} Result */

/** @param {Step} step @returns {Promise<Result>} */
async function run(step) {
  console.log(`\n── ${step.name}`)
  const started = performance.now()
  const tally = await step.run()
  const seconds = ((performance.now() - started) / 1000).toFixed(1)
  console.log(`${step.name}: ${tally.passed} passed, ${tally.failed} failed, ${seconds} s`)
  return { name: step.name, ...tally, seconds }
}

/**
 * Runs steps in their order, some of them at once.
 *
 * @param {readonly Step[]} steps
 * @param {number} atOnce
 */
async function runAll(steps, atOnce) {
  /** @type {Result[]} */
  const results = []
  const waiting = steps.entries()
  const lane = async () => {
    for (const [index, step] of waiting) results[index] = await run(step)
  }
  await Promise.all(Array.from({ length: atOnce }, lane))
  return results
}

/** @param {string | undefined} only */
async function main(only) {
  process.chdir(root)
  const isChosen = choose(only)
  await installDependencies(console.log)
  // Imported late: it needs packages that were installed just now.
  const { installTestPrograms } = await import('./lib/test-programs.mjs')
  await installTestPrograms(console.log)
  const results = await runAll(checks.filter(isChosen), CHECKS_AT_ONCE)
  const rows = suites.map((row) => runAll(row.filter(isChosen), 1))
  report([...results, ...(await Promise.all(rows)).flat()])
}

/** @param {readonly Result[]} results */
function report(results) {
  console.log(`\n${'step'.padEnd(16)} passed failed seconds`)
  for (const { name, passed, failed, seconds } of results) {
    const numbers = [passed, failed, seconds].map((value) => String(value).padStart(7)).join('')
    console.log(name.padEnd(15) + numbers)
  }
  for (const { name, failures } of results) {
    for (const failure of failures) console.log(`\nfailed in ${name}: ${failure}`)
  }
  const sum = (/** @type {'passed' | 'failed'} */ key) =>
    results.reduce((total, result) => total + result[key], 0)
  console.log(`\n${sum('passed')} passed, ${sum('failed')} failed`)
  process.exitCode = sum('failed') === 0 ? 0 : 1
}

endWithNpm()
try {
  const { values } = parseArgs({ options: { only: { type: 'string' } } })
  await main(values.only)
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  console.log('0 passed, 1 failed')
  process.exitCode = 1
}
