import { join } from 'node:path'
import { chromium } from 'playwright'
import { chromiumArguments, findEngine } from '../../lib/engines.mjs'
import { root } from '../../lib/root.mjs'

/**
 * Starts Chromium for screenshots. They are equal on every machine, whatever its settings for fonts
 * and colours.
 *
 * @throws {Error} if Chromium is not installed.
 */
export function launchChromium() {
  const engine = findEngine('chromium')
  if (!engine) throw new Error('chromium is not installed (npm test says how)')
  return chromium.launch({
    executablePath: engine.path,
    args: [...chromiumArguments, '--force-color-profile=srgb'],
    env: { ...process.env, FONTCONFIG_FILE: join(root, 'scripts/screenshots/lib/fonts.conf') },
  })
}
