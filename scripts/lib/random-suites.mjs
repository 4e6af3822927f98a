import { suite } from './steps.mjs'

/**
 * Creates a suite of one test file that runs random sequences.
 *
 * @param {string} kind The kind of the sequences, for the name of the step.
 * @param {string} project
 * @param {string} file
 * @param {readonly [count: string, seed: string]} variables The environment variables that the file
 *   reads.
 * @returns {(count: number, seed: number) => import('./steps.mjs').Step}
 */
const randomSuite = (kind, project, file, variables) => (count, seed) =>
  suite(project, {
    name: `${kind}, ${count} from seed ${seed}`,
    options: [file],
    settings: { [variables[0]]: String(count), [variables[1]]: String(seed) },
  })

/** The suites that run random sequences. The same seed produces the same sequences. */
export const randomSuites = {
  /** Runs the real client under a virtual clock. */
  client: randomSuite('client', 'node', 'test/faults/client/schedules.test.ts', [
    'BELFRY_SCHEDULES',
    'BELFRY_SCHEDULES_SEED',
  ]),
  /**
   * Runs the protocol's model: the library's reducer, a network that loses and repeats frames, and a
   * model of the server.
   */
  model: randomSuite('model', 'node', 'test/model/model.test.ts', [
    'BELFRY_MODEL_RUNS',
    'BELFRY_MODEL_SEED',
  ]),
  /** Runs the real client against the real server. Each further schedule has the next seed. */
  stack: randomSuite('stack', 'faults', 'test/faults/stack.test.ts', [
    'BELFRY_STACK_RUNS',
    'BELFRY_STACK_SEED',
  ]),
  /** Runs commands and events on the server and its model, with each kind of storage. */
  server: randomSuite('server', 'server', 'server/test/model/model.test.ts', [
    'BELFRY_SERVER_MODEL_RUNS',
    'BELFRY_MODEL_SEED',
  ]),
}
