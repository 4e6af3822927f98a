import { suite } from './steps.mjs'

/** What runs as many random schedules as there is time for. The same seed makes the same ones. */
export const byChance = {
  /**
   * The real client under a virtual clock.
   *
   * @param {number} schedules How many.
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
   * The real client against the real server.
   *
   * @param {number} schedules How many.
   * @param {number} seed Of the first one; the next have the next numbers.
   */
  stack: (schedules, seed) =>
    suite('stack', {
      name: `stack, ${schedules} from seed ${seed}`,
      options: ['test/faults/stack.test.ts'],
      settings: {
        BELFRY_STACK_RUNS: String(schedules),
        BELFRY_STACK_SEED: String(seed),
      },
    }),

  /**
   * Commands and events on the server and its model, on each kind of store.
   *
   * @param {number} sequences How many.
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
