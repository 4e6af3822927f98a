import { afterAll, beforeAll, describe, it } from 'vitest'
import { names, openStudio } from '../../scripts/lib/toast-studio.mjs'
import { ensureBuilt } from '../support/built.js'
import { differenceOf } from '../support/pictures.js'

/** The share of a picture that may differ: the second that is left of a boost, and such smoothing. */
const MAY_DIFFER = 0.004

let studio: Awaited<ReturnType<typeof openStudio>>

beforeAll(async () => {
  await ensureBuilt()
  studio = await openStudio()
})
afterAll(() => studio.close())

describe('toasts look as they did when somebody looked at them (chromium)', () => {
  it.concurrent.for(names)('%s', async (name, { expect }) => {
    const seen = `docs/images/toasts/${name}.png`
    expect(differenceOf(seen, await studio.take(name))).toBeLessThan(MAY_DIFFER)
  })
})
