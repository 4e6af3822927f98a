// `npm test`: every check there is, from a fresh clone with nothing before it.
// `npm test -- --only node,server` runs the named ones.
import './check-node.cjs'
import { parseArgs } from 'node:util'
import { installDependencies } from './lib/install.mjs'
import { endWithNpm } from './lib/parent.mjs'
import { root } from './lib/root.mjs'
import { command, suite } from './lib/steps.mjs'

/** @typedef {import('./lib/steps.mjs').Step} Step */

/** In the order they run: what is quick to fail comes first. @type {readonly Step[]} */
const steps = [
  command('format', 'prettier', '--check', '--log-level=warn', '.'),
  command('lint', 'eslint', '--max-warnings=0', '.'),
  command('types of src', 'tsc', '-p', 'tsconfig.json', '--noEmit'),
  command('types of server', 'tsc', '-p', 'server/tsconfig.json', '--noEmit'),
  command('types of tests', 'tsc', '-p', 'test/tsconfig.json'),
  command('build', 'node', 'scripts/build.mjs'),
  suite('node'),
  suite('server'),
  suite('stack'),
  suite('browser'),
  suite('stories'),
  suite('e2e'),
]

/** @param {string | undefined} only */
function choose(only) {
  if (only === undefined) return steps
  const wanted = only.split(',')
  const unknown = wanted.filter((name) => !steps.some((step) => step.name.split(' ')[0] === name))
  if (unknown.length > 0) throw new Error(`there is no step named ${unknown.join(', ')}`)
  return steps.filter((step) => wanted.includes(step.name.split(' ')[0] ?? ''))
}

/** @param {string | undefined} only */
async function main(only) {
  process.chdir(root)
  const chosen = choose(only)
  await installDependencies(console.log)
  // Imported late: it needs packages that were installed just now.
  const { installTestPrograms } = await import('./lib/test-programs.mjs')
  await installTestPrograms(console.log)
  const results = []
  for (const step of chosen) {
    console.log(`\n── ${step.name}`)
    const started = performance.now()
    const { passed, failed } = await step.run()
    const seconds = ((performance.now() - started) / 1000).toFixed(1)
    results.push({ name: step.name, passed, failed, seconds })
    console.log(`${step.name}: ${passed} passed, ${failed} failed, ${seconds} s`)
  }
  report(results)
}

/** @param {readonly { name: string, passed: number, failed: number, seconds: string }[]} results */
function report(results) {
  console.log(`\n${'step'.padEnd(16)} passed failed seconds`)
  for (const { name, passed, failed, seconds } of results) {
    const numbers = [passed, failed, seconds].map((value) => String(value).padStart(7)).join('')
    console.log(name.padEnd(15) + numbers)
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
