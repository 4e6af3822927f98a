import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import pixelmatch from 'pixelmatch'
import { PNG } from 'pngjs'
import { root } from '../../scripts/lib/root.mjs'

/** How different a colour may be: letters are smoothed a little otherwise on every machine. */
const TOLERANCE = 0.2

/**
 * The share of the pixels in which a picture differs from the one that somebody has looked at.
 *
 * @param seen - the one that was looked at, from the root of the repository
 */
export function differenceOf(seen: string, taken: Buffer): number {
  const expected = PNG.sync.read(readFileSync(join(root, seen)))
  const { width, height, data } = PNG.sync.read(taken)
  if (width !== expected.width || height !== expected.height) return 1
  const count = pixelmatch(data, expected.data, undefined, width, height, { threshold: TOLERANCE })
  return count / (width * height)
}
