import { spawn } from 'node:child_process'
import { root } from './root.mjs'

/**
 * Runs random schedules of the real client against the real server.
 *
 * @param {string} schedules How many.
 * @param {string} seed Of the first one; the next have the next numbers.
 * @returns {Promise<boolean>} whether all invariants held.
 */
export function runStack(schedules, seed) {
  console.log(`${schedules} schedules from seed ${seed}`)
  const vitest = ['node_modules/vitest/vitest.mjs', 'run', '--project', 'stack']
  const child = spawn(process.execPath, [...vitest, 'test/faults/stack.test.ts'], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, BELFRY_STACK_RUNS: schedules, BELFRY_STACK_SEED: seed },
  })
  process.once('SIGTERM', () => child.kill('SIGTERM'))
  return new Promise((resolve) => child.once('exit', (status) => resolve(status === 0)))
}
