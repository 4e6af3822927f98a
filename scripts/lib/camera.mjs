import { join } from 'node:path'
import { chromium } from 'playwright'
import { chromiumArguments, findEngine } from './engines.mjs'
import { root } from './root.mjs'

/**
 * Starts the browser that takes pictures: they are the same on every machine, whatever is set there
 * for letters and colours.
 *
 * @throws {Error} where Chromium is not installed.
 */
export function launchCamera() {
  const engine = findEngine('chromium')
  if (!engine) throw new Error('chromium is not installed (npm test says how)')
  return chromium.launch({
    executablePath: engine.path,
    args: [...chromiumArguments, '--force-color-profile=srgb'],
    env: { ...process.env, FONTCONFIG_FILE: join(root, 'scripts/lib/fonts.conf') },
  })
}
