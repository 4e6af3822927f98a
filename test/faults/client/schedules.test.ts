import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { loadClient } from '../../support/world/load-client.js'
import { runSchedules } from './schedules.js'

// `npm run test:long` and `npm run faults:soak` run more; a failure is replayed by its seed and path.
const { BELFRY_SCHEDULES, BELFRY_SCHEDULES_SEED, BELFRY_SCHEDULES_PATH: path } = process.env
const runs = Number(BELFRY_SCHEDULES ?? 1_000)
const seed = Number(BELFRY_SCHEDULES_SEED ?? 20_260_302)

describe('the client on two machines, with up to four tabs and random faults,', () => {
  it(
    `keeps its promises over ${runs} schedules from seed ${seed}`,
    { timeout: 600_000 + 50 * runs },
    async () => {
      const result = await runSchedules(await loadClient(), { runs, seed, path })
      const report = `${String(result.errorInstance)}\n${fc.defaultReportMessage(result)}`
      expect(result.failed, report).toBe(false)
    },
  )
})
