import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const folder = fileURLToPath(new URL('..', import.meta.url))

/** @param {string} path @returns {{ version?: string, dependencies?: Record<string, string> }} */
function readManifest(path) {
  try {
    return /** @type {object} */ (JSON.parse(readFileSync(`${folder}${path}/package.json`, 'utf8')))
  } catch {
    // The package is not installed.
    return {}
  }
}

/**
 * Installs the packages of this folder with `npm ci`, unless each has the pinned version.
 *
 * @param {(line: string) => void} say Called before packages are installed.
 */
export function installWidgets(say) {
  const pinned = Object.entries(readManifest('.').dependencies ?? {})
  if (pinned.every(([name, version]) => readManifest(`node_modules/${name}`).version === version))
    return
  say('Installing the widgets …')
  const npm = process.env.npm_execpath
  const [program, first] = npm ? [process.execPath, [npm]] : ['npm', []]
  const options = ['ci', '--no-audit', '--no-fund', '--loglevel=error', '--ignore-scripts']
  execFileSync(program, [...first, ...options], { cwd: folder, stdio: 'inherit' })
}
