/** @typedef {import('./steps.mjs').Step} Step */
/** @typedef {import('./steps.mjs').Tally & { name: string, seconds: string }} Result */

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
 * Runs steps in their order.
 *
 * @param {readonly Step[]} steps
 * @param {number} [atOnce] The number of steps that run at the same time. Default: 1.
 */
export async function runSteps(steps, atOnce = 1) {
  /** @type {Result[]} */
  const results = []
  const waiting = steps.entries()
  const lane = async () => {
    for (const [index, step] of waiting) results[index] = await run(step)
  }
  await Promise.all(Array.from({ length: atOnce }, lane))
  return results
}

/**
 * Prints the totals, and the failures at the end, where they are visible after a long run. It sets
 * a failing exit code if there is a failure.
 *
 * @param {readonly Result[]} results
 */
export function report(results) {
  const width = Math.max(...results.map(({ name }) => name.length))
  console.log(`\n${'step'.padEnd(width)}  passed failed seconds`)
  for (const { name, passed, failed, seconds } of results) {
    const numbers = [passed, failed, seconds].map((value) => String(value).padStart(7)).join('')
    console.log(name.padEnd(width) + numbers)
  }
  for (const { name, failures, flaky } of results) {
    for (const one of flaky) console.log(`\npassed only when tried again in ${name}: ${one}`)
    for (const failure of failures) console.log(`\nfailed in ${name}: ${failure}`)
  }
  const sum = (/** @type {'passed' | 'failed'} */ key) =>
    results.reduce((total, result) => total + result[key], 0)
  console.log(`\n${sum('passed')} passed, ${sum('failed')} failed`)
  process.exitCode = sum('failed') === 0 ? 0 : 1
}
