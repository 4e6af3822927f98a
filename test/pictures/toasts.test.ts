import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import pixelmatch from 'pixelmatch'
import { PNG } from 'pngjs'
import { afterAll, beforeAll, describe, it } from 'vitest'
import { root } from '../../scripts/lib/root.mjs'
import { names, openStudio } from '../../scripts/lib/toast-studio.mjs'
import { ensureBuilt } from '../support/built.js'

/** How different a colour may be: letters are smoothed a little otherwise on every machine. */
const TOLERANCE = 0.2
/** The share of a picture that may differ: the second that is left of a boost, and such smoothing. */
const MAY_DIFFER = 0.004

let studio: Awaited<ReturnType<typeof openStudio>>

beforeAll(async () => {
  await ensureBuilt()
  studio = await openStudio()
})
afterAll(() => studio.close())

/** The share of the pixels in which a picture differs from the one that somebody has looked at. */
function differenceOf(name: string, taken: Buffer): number {
  const expected = PNG.sync.read(readFileSync(join(root, `docs/images/toasts/${name}.png`)))
  const { width, height, data } = PNG.sync.read(taken)
  if (width !== expected.width || height !== expected.height) return 1
  const count = pixelmatch(data, expected.data, undefined, width, height, { threshold: TOLERANCE })
  return count / (width * height)
}

describe('toasts look as they did when somebody looked at them (chromium)', () => {
  it.concurrent.for(names)('%s', async (name, { expect }) => {
    expect(differenceOf(name, await studio.take(name))).toBeLessThan(MAY_DIFFER)
  })
})
