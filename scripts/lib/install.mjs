import { spawn } from 'node:child_process'
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './root.mjs'

/**
 * Installs the packages of the lockfile, unless they are installed.
 *
 * @param {(line: string) => void} say Called before packages are installed.
 * @throws {Error} with npm's output if the installation fails.
 */
export async function installDependencies(say) {
  if (areDependenciesInstalled()) return
  say('Installing dependencies …')
  // npm and npx put the path of npm into this variable, so that no search is needed on Windows.
  const npm = process.env.npm_execpath
  const [program, first] = npm ? [process.execPath, [npm]] : ['npm', []]
  const options = ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error']
  await run(program, [...first, ...options])
}

/**
 * Returns whether all packages are installed. It compares with npm's own record, because a checkout
 * changes file times.
 */
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
    // The file is missing or truncated, so no package is known to be installed.
    return undefined
  }
}

/**
 * Runs a program without output.
 *
 * @param {string} program
 * @param {string[]} options
 * @returns {Promise<void>} Rejects with the program's output if it fails.
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
 * Installs Debian packages without starting their services.
 *
 * @param {readonly string[]} packages
 * @throws {Error} if apt-get fails.
 */
export async function installDebianPackages(packages) {
  const apt = (/** @type {string[]} */ ...options) =>
    run('env', ['DEBIAN_FRONTEND=noninteractive', 'apt-get', '-qq', ...options])
  await apt('update')
  await withoutServices(() => apt('install', '-y', '--no-install-recommends', ...packages))
}

/**
 * Runs an installation that starts no service: Debian asks this file before a package starts its
 * service. Tests start their own servers.
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
