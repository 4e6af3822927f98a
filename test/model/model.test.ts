import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { schedules } from './schedules.js'
import { runSchedule } from './world.js'

// `npm run model:soak` sets these; a failure is replayed by its seed and path.
const { BELFRY_MODEL_RUNS, BELFRY_MODEL_SEED, BELFRY_MODEL_PATH: path } = process.env
const numRuns = Number(BELFRY_MODEL_RUNS ?? 5_000)
const seed = Number(BELFRY_MODEL_SEED ?? 20_260_302)

describe('the store’s reducer, a lossy network and a model of the server', () => {
  it(
    `keep the protocol’s promises over ${numRuns} schedules from seed ${seed}`,
    { timeout: 120_000 + 5 * numRuns },
    () => {
      const result = fc.check(
        fc.property(schedules, (schedule) => runSchedule(schedule)),
        { numRuns, seed, ...(path && { path }) },
      )
      const report = `${String(result.errorInstance)}\n${fc.defaultReportMessage(result)}`
      expect(result.failed, report).toBe(false)
    },
  )
})
