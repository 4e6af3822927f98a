import { describe, expect, it } from 'vitest'
import { loadClient } from '../../support/world/load-client.js'
import { mutations } from './mutations.js'
import { runSchedules } from './schedules.js'

const SCHEDULES = 1_500
const SEED = 20_260_302

describe('the random schedules find the mistake that', () => {
  const found = Object.entries(mutations).filter(([, { breaks }]) => !breaks)
  it.for(found)('%s', { timeout: 300_000 }, async ([, mistake], { annotate }) => {
    const client = await loadClient(mistake)
    const result = await runSchedules(client, { runs: SCHEDULES, seed: SEED, isShrunk: false })
    expect(result.failed, 'nothing was found').toBe(true)
    await annotate(`${String(result.errorInstance)} after ${result.numRuns} schedules`)
  })
})

const broken = Object.entries(mutations).filter(([, { breaks }]) => breaks)

describe('a promise is broken by the mistake that', () => {
  it.for(broken)('%s', { timeout: 60_000 }, async ([, { breaks, ...mistake }]) => {
    const client = await loadClient(mistake)
    await expect(breaks?.(client)).rejects.toThrow()
  })
})

describe('a promise is kept without the mistake that', () => {
  it.for(broken)('%s', { timeout: 60_000 }, async ([, { breaks }]) => {
    await breaks?.(await loadClient())
  })
})
