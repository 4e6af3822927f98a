import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mutations } from './mutations.js'
import { schedules } from './schedules.js'
import { Violation } from './violation.js'
import { runSchedule, type WorldParts } from './world.js'

const SCHEDULES = 20_000
const seeds = [1, 2, 3]

/** How many schedules it takes to find a mistake. */
function schedulesUntilCaught(parts: WorldParts, seed: number): number {
  const result = fc.check(
    fc.property(schedules, (schedule) => runSchedule(schedule, parts)),
    { numRuns: SCHEDULES, seed, endOnFailure: true },
  )
  expect(result.errorInstance, `nothing found from seed ${seed}`).toBeInstanceOf(Violation)
  return result.numRuns
}

describe('the model finds, from each of three seeds, that', () => {
  it.for(Object.entries(mutations))('%s', { timeout: 120_000 }, async ([, parts], { annotate }) => {
    const caught = seeds.map((seed) => schedulesUntilCaught(parts, seed)).sort((a, b) => a - b)
    await annotate(`caught after ${caught.join(', ')} schedules`)
  })
})
