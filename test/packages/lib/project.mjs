import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { cp } from 'node:fs/promises'
import { createServer } from 'node:net'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { chromium } from 'playwright'
import { chromiumArguments, findEngine, findProgram } from '../../../scripts/lib/engines.mjs'

/** How long one command of a project may take, in milliseconds. */
const COMMAND_MS = 400_000
/** How long a started server may take until it answers, in milliseconds. */
const START_MS = 180_000
/** How often a started server is asked, in milliseconds. */
const ASK_MS = 100

/** Variables of this repository, of the running npm and of the test runner. Registry settings stay. */
const FOREIGN =
  /^(BELFRY_|VITEST|npm_(package|lifecycle|command|execpath|node_execpath|config_(local_)?prefix|config_workspace)|(INIT_CWD|NODE_ENV|NODE_OPTIONS|NODE_PATH|CI|PORT|HOST|DATABASE_URL)$)/i

/**
 * The environment of a stranger: nothing of this repository, of the npm that runs this script or of
 * the test runner is in it.
 *
 * @param {Record<string, string>} [more]
 * @returns {NodeJS.ProcessEnv}
 */
export function cleanEnvironment(more = {}) {
  const own = Object.entries(process.env).filter(([name]) => !FOREIGN.test(name))
  // npm puts the repository's own programs on the PATH.
  const path = (process.env.PATH ?? '')
    .split(delimiter)
    .filter((folder) => !folder.includes('node_modules'))
    .join(delimiter)
  return { ...Object.fromEntries(own), ...more, PATH: path }
}

/**
 * Runs a command in a folder.
 *
 * @param {string} folder
 * @param {string} program Such as `npm`.
 * @param {readonly string[]} options
 * @param {Record<string, string>} [environment] More of its environment.
 * @returns {Promise<string>} All that it printed.
 * @throws Error with all that it printed, where it fails.
 */
export async function runIn(folder, program, options, environment = {}) {
  const settings = { cwd: folder, env: cleanEnvironment(environment), timeout: COMMAND_MS }
  try {
    const { stdout, stderr } = await promisify(execFile)(program, options, {
      ...settings,
      maxBuffer: 64 * 1024 * 1024,
    })
    return stdout + stderr
  } catch (cause) {
    const { stdout = '', stderr = '' } = /** @type {{ stdout?: string, stderr?: string }} */ (cause)
    const command = [program, ...options].join(' ')
    throw new Error(`${command} failed:\n${stdout}\n${stderr}`.slice(-8000), { cause })
  }
}

/**
 * Copies a project into a folder, and installs its packages and the tarballs there.
 *
 * @param {URL} project Ends with a slash.
 * @param {string} folder
 * @param {readonly string[]} tarballs
 */
export async function installProject(project, folder, tarballs) {
  await cp(fileURLToPath(project), folder, { recursive: true })
  await runIn(folder, 'npm', [
    'install',
    '--no-audit',
    '--no-fund',
    '--prefer-offline',
    '--loglevel=error',
    ...tarballs,
  ])
}

/**
 * Starts a program of a project, and waits until an address answers.
 *
 * @param {string} folder
 * @param {string} script A JavaScript file in the folder, such as `node_modules/vite/bin/vite.js`.
 * @param {readonly string[]} options
 * @param {{ url: string, environment?: Record<string, string> }} settings `url` is asked until it
 *   answers 200.
 * @returns {Promise<{ output: () => string, stop: () => Promise<void> }>}
 * @throws Error with what it printed, where it ends or stays silent.
 */
export async function startProgram(folder, script, options, { url, environment = {} }) {
  const child = spawn(...bound(process.execPath, [join(folder, script), ...options]), {
    cwd: folder,
    env: cleanEnvironment(environment),
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const ended = once(child, 'exit')
  let printed = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (/** @type {Buffer} */ chunk) => void (printed += chunk.toString()))
  const stop = async () => {
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM')
    await ended
  }
  const deadline = performance.now() + START_MS
  while (!(await answers(url))) {
    const hasEnded = child.exitCode !== null || child.signalCode !== null
    if (hasEnded || performance.now() > deadline) {
      await stop()
      throw new Error(`${script} ${options.join(' ')} does not answer at ${url}:\n${printed}`)
    }
    await new Promise((resolve) => setTimeout(resolve, ASK_MS))
  }
  return { output: () => printed, stop }
}

/**
 * A command that ends with this process, however it ends: where Linux's `setpriv` is, the kernel sees
 * to it.
 *
 * @param {string} program
 * @param {string[]} options
 * @returns {[string, string[]]}
 */
export function bound(program, options) {
  const setpriv = findProgram('setpriv')
  return setpriv ? [setpriv, ['--pdeathsig', 'KILL', program, ...options]] : [program, options]
}

/** @param {string} url */
const answers = (url) =>
  fetch(url).then(
    ({ ok }) => ok,
    () => false,
  )

/** A page in Chromium, with all that its console reported as a warning or an error. */
export async function openPage() {
  const engine = findEngine('chromium')
  if (!engine) throw new Error('chromium is not installed (npm test says how)')
  const browser = await chromium.launch({ executablePath: engine.path, args: chromiumArguments })
  const page = await browser.newPage()
  /** @type {string[]} */
  const reports = []
  page.on('console', (message) => {
    if (['warning', 'error'].includes(message.type()))
      reports.push(`${message.type()}: ${message.text()} (${message.location().url})`)
  })
  page.on('pageerror', (error) => reports.push(`exception: ${error.stack ?? error.message}`))
  return { page, reports, close: () => browser.close() }
}

/** A port that is free at this moment. */
export async function freePort() {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address())
  server.close()
  await once(server, 'close')
  return port
}
