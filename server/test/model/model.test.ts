import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestClock } from '../support/clock.js'
import { startTestServer, type TestServer } from '../support/server.js'
import { storeKinds, type TestStore } from '../support/stores.js'
import { Pair } from './pair.js'
import { rare, sequences, type Step } from './steps.js'

// The names are the same as those of the client's model. A failure can be replayed by
// its seed and path.
const {
  BELFRY_SERVER_MODEL_RUNS: runs = '15',
  BELFRY_MODEL_SEED,
  BELFRY_MODEL_PATH: path,
} = process.env
const numRuns = Number(runs)

describe.each(storeKinds().map((kind, index) => ({ kind, name: kind.name, index })))(
  'the server on $name',
  ({ kind, index }) => {
    // Each kind of store gets other sequences.
    const seed = Number(BELFRY_MODEL_SEED ?? 20_260_302 + index)
    const clock = createTestClock()
    let store: TestStore
    let server: TestServer

    beforeAll(async () => {
      store = await kind.create()
      server = await startTestServer(store, {}, clock)
    })
    afterAll(async () => {
      await server.close()
      await store.remove()
    })

    async function run(sequence: readonly Step[]): Promise<void> {
      const pair = await Pair.create(server, clock)
      for (const step of sequence) await pair.take(step)
      await pair.finish()
    }

    it.each(Object.entries(rare))('gives the same answers as its model: %s', (_, sequence) =>
      run(sequence),
    )

    it(
      `gives the same answers as its model over ${numRuns} sequences from seed ${seed}`,
      { timeout: 60_000 + 1000 * numRuns },
      async () => {
        const result = await fc.check(fc.asyncProperty(sequences, run), {
          numRuns,
          seed,
          ...(path && { path }),
        })
        const report = `${fc.defaultReportMessage(result)}\n${String(result.errorInstance)}`
        expect(result.failed, report).toBe(false)
      },
    )
  },
)
