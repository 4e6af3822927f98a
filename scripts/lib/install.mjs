import { spawn } from 'node:child_process'
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './root.mjs'

/**
 * Installs the packages of the lockfile, unless they are all there.
 *
 * @param {(line: string) => void} say Told when something is installed.
 * @throws Error with npm's own words when it fails.
 */
export async function installDependencies(say) {
  if (areDependenciesInstalled()) return
  say('Installing dependencies …')
  // Whoever runs npm (or npx) has named it here; that spares a search on Windows.
  const npm = process.env.npm_execpath
  const [program, first] = npm ? [process.execPath, [npm]] : ['npm', []]
  const options = ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error']
  await run(program, [...first, ...options])
}

/** Compares with npm's own record of what it installed, since a checkout changes file times. */
function areDependenciesInstalled() {
  const installed = lockedPackages('node_modules/.package-lock.json')
  if (!installed) return false
  return Object.entries(lockedPackages('package-lock.json') ?? {}).every(
    ([path, wanted]) =>
      path === '' ||
      wanted.optional ||
      wanted.link ||
      !path.startsWith('node_modules/') ||
      installed[path]?.version === wanted.version,
  )
}

/**
 * @typedef {{ version?: string, optional?: boolean, link?: boolean }} LockedPackage
 *
 * @param {string} lockfile
 * @returns {Record<string, LockedPackage> | undefined}
 */
function lockedPackages(lockfile) {
  try {
    const text = readFileSync(join(root, lockfile), 'utf8')
    return /** @type {{ packages: Record<string, LockedPackage> }} */ (JSON.parse(text)).packages
  } catch {
    // Absent or cut off: both mean that nothing is known to be installed.
    return undefined
  }
}

/**
 * Runs a program in silence.
 *
 * @param {string} program
 * @param {string[]} options
 * @returns {Promise<void>} Rejects with all it printed when it fails.
 */
function run(program, options) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, options, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] })
    let printed = ''
    const keep = (/** @type {Buffer} */ chunk) => void (printed += chunk.toString())
    child.stdout.on('data', keep)
    child.stderr.on('data', keep)
    child.once('error', reject)
    child.once('close', (status) =>
      status === 0 ? resolve() : reject(new Error(`${program} failed:\n${printed.trim()}`)),
    )
  })
}

/**
 * Installs Debian packages without starting the services that they bring.
 *
 * @param {readonly string[]} packages
 * @throws Error when apt-get fails.
 */
export async function installDebianPackages(packages) {
  const apt = (/** @type {string[]} */ ...options) =>
    run('env', ['DEBIAN_FRONTEND=noninteractive', 'apt-get', '-qq', ...options])
  await apt('update')
  await withoutServices(() => apt('install', '-y', '--no-install-recommends', ...packages))
}

/**
 * Debian asks this file before a package starts its service; tests start servers of their own.
 *
 * @param {() => Promise<void>} install
 */
async function withoutServices(install) {
  const policy = '/usr/sbin/policy-rc.d'
  if (existsSync(policy)) return install()
  writeFileSync(policy, '#!/bin/sh\nexit 101\n', { mode: 0o755 })
  try {
    await install()
  } finally {
    rmSync(policy)
  }
}
