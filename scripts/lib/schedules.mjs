import { spawn } from 'node:child_process'
import { root } from './root.mjs'

/**
 * Runs random schedules of the real client against the real server.
 *
 * @param {string} schedules How many.
 * @param {string} seed Of the first one; the next have the next numbers.
 * @returns {Promise<boolean>} whether all invariants held.
 */
export const runStack = (schedules, seed) =>
  run('stack', 'test/faults/stack.test.ts', {
    BELFRY_STACK_RUNS: schedules,
    BELFRY_STACK_SEED: seed,
  })

/**
 * Runs random schedules of the real client under a virtual clock.
 *
 * @param {string} schedules How many.
 * @param {string} seed
 * @returns {Promise<boolean>} whether all invariants held.
 */
export const runClient = (schedules, seed) =>
  run('node', 'test/faults/client/schedules.test.ts', {
    BELFRY_SCHEDULES: schedules,
    BELFRY_SCHEDULES_SEED: seed,
  })

/**
 * Runs random sequences of commands and events on the server and its model, on each kind of store.
 *
 * @param {string} sequences How many.
 * @param {string} seed
 * @returns {Promise<boolean>} whether all answers were the model's.
 */
export const runServer = (sequences, seed) =>
  run('server', 'server/test/model/model.test.ts', {
    BELFRY_SERVER_MODEL_RUNS: sequences,
    BELFRY_MODEL_SEED: seed,
  })

/**
 * @param {string} project
 * @param {string} file
 * @param {Record<string, string>} settings
 * @returns {Promise<boolean>}
 */
function run(project, file, settings) {
  console.log(`${project}: ${Object.values(settings).join(' schedules from seed ')}`)
  const vitest = ['node_modules/vitest/vitest.mjs', 'run', '--project', project, file]
  const env = { ...process.env, ...settings }
  const child = spawn(process.execPath, vitest, { cwd: root, stdio: 'inherit', env })
  process.once('SIGTERM', () => child.kill('SIGTERM'))
  return new Promise((resolve) => child.once('exit', (status) => resolve(status === 0)))
}
