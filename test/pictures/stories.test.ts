import { existsSync } from 'node:fs'
import { afterAll, describe, it } from 'vitest'
import {
  buildStories,
  listScreenshots,
  openStories,
} from '../../scripts/screenshots/lib/story-screenshots.mjs'
import { differenceOf } from '../support/pictures.js'

/** The share of a picture that may differ: how letters are smoothed, and the caret of a field. */
const MAY_DIFFER = 0.002

// Their names are known once they are built.
await buildStories()
const stories = await openStories()
afterAll(() => stories.close())

describe('every story looks like its approved picture, and is accessible, in every surrounding (chromium)', () => {
  it.concurrent.for(listScreenshots())('%s', async (name, { expect }) => {
    const seen = `docs/images/stories/${name}.png`
    expect(existsSync(seen), `${seen}: node scripts/screenshots/stories.mjs`).toBe(true)
    expect(differenceOf(seen, await stories.take(name))).toBeLessThan(MAY_DIFFER)
  })
})
