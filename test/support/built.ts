import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

/**
 * Builds what is out of date, in a process of its own: a build sets what the whole process sees.
 *
 * @throws Error with the build's output when it fails.
 */
export async function ensureBuilt(): Promise<void> {
  await promisify(execFile)(process.execPath, ['scripts/build.mjs'])
}
