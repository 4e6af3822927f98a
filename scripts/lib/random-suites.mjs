import { suite } from './steps.mjs'

/** The suites that run random schedules. The same seed produces the same schedules. */
export const randomSuites = {
  /**
   * Runs the real client under a virtual clock.
   *
   * @param {number} schedules The number of schedules.
   * @param {number} seed
   */
  client: (schedules, seed) =>
    suite('node', {
      name: `client, ${schedules} from seed ${seed}`,
      options: ['test/faults/client/schedules.test.ts'],
      settings: {
        BELFRY_SCHEDULES: String(schedules),
        BELFRY_SCHEDULES_SEED: String(seed),
      },
    }),

  /**
   * Runs the protocol's model: the library's reducer, a network that loses and repeats frames, and a
   * model of the server.
   *
   * @param {number} schedules The number of schedules.
   * @param {number} seed
   */
  model: (schedules, seed) =>
    suite('node', {
      name: `model, ${schedules} from seed ${seed}`,
      options: ['test/model/model.test.ts'],
      settings: {
        BELFRY_MODEL_RUNS: String(schedules),
        BELFRY_MODEL_SEED: String(seed),
      },
    }),

  /**
   * Runs the real client against the real server.
   *
   * @param {number} schedules The number of schedules.
   * @param {number} seed The seed of the first schedule. Each further schedule has the next number.
   */
  stack: (schedules, seed) =>
    suite('faults', {
      name: `stack, ${schedules} from seed ${seed}`,
      options: ['test/faults/stack.test.ts'],
      settings: {
        BELFRY_STACK_RUNS: String(schedules),
        BELFRY_STACK_SEED: String(seed),
      },
    }),

  /**
   * Runs commands and events on the server and its model, with each kind of storage.
   *
   * @param {number} sequences The number of sequences.
   * @param {number} seed
   */
  server: (sequences, seed) =>
    suite('server', {
      name: `server, ${sequences} from seed ${seed}`,
      options: ['server/test/model/model.test.ts'],
      settings: {
        BELFRY_SERVER_MODEL_RUNS: String(sequences),
        BELFRY_MODEL_SEED: String(seed),
      },
    }),
}
