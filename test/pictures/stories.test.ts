import { existsSync } from 'node:fs'
import { afterAll, describe, it } from 'vitest'
import { buildStories, listPictures, openStudio } from '../../scripts/lib/story-studio.mjs'
import { differenceOf } from '../support/pictures.js'

/** The share of a picture that may differ: how letters are smoothed, and the caret of a field. */
const MAY_DIFFER = 0.002

// Their names are known once they are built.
await buildStories()
const studio = await openStudio()
afterAll(() => studio.close())

describe('every story looks as it did, and is accessible, in every surrounding (chromium)', () => {
  it.concurrent.for(listPictures())('%s', async (name, { expect }) => {
    const seen = `docs/images/stories/${name}.png`
    expect(existsSync(seen), `${seen}: node scripts/story-pictures.mjs`).toBe(true)
    expect(differenceOf(seen, await studio.take(name))).toBeLessThan(MAY_DIFFER)
  })
})
