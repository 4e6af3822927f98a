import { randomInt } from 'node:crypto'
import { afterAll, beforeAll, describe, it } from 'vitest'
import { createSeededRandom } from '../support/seeded-random.js'
import { runSchedule } from './support/schedule.js'
import { startServerProcess, type ServerProcess } from './support/server-process.js'
import { createTrouble } from './support/trouble.js'

const schedules = Number(process.env['BELFRY_STACK_RUNS'] ?? 20)
const firstSeed = Number(process.env['BELFRY_STACK_SEED'] ?? randomInt(2 ** 30))
/** Schedules that share a server, and what befalls it. */
const AT_ONCE = 5

let server: ServerProcess
beforeAll(async () => {
  server = await startServerProcess()
})
afterAll(() => server.remove())

describe('the real client and the real server, with a network that fails by chance', () => {
  it(
    `agree after each of ${schedules} schedules from seed ${firstSeed}`,
    { timeout: 60_000 + schedules * 20_000 },
    async () => {
      for (let done = 0; done < schedules; done += AT_ONCE) {
        const seeds = Array.from({ length: Math.min(AT_ONCE, schedules - done) }, (_, index) => {
          return firstSeed + done + index
        })
        const trouble = createTrouble(createSeededRandom(firstSeed + done), server)
        const results = await Promise.allSettled(seeds.map((seed) => runSchedule(seed, server)))
        await trouble
        const failed = results.flatMap((result, index) =>
          result.status === 'rejected' ? [`seed ${seeds[index]}: ${String(result.reason)}`] : [],
        )
        const replay = `replay with BELFRY_STACK_SEED=${firstSeed + done} BELFRY_STACK_RUNS=${AT_ONCE}`
        const log = `the server said last: ${server.log().slice(-2_000)}`
        if (failed.length > 0) throw new Error([...failed, replay, log].join('\n'))
      }
    },
  )
})
