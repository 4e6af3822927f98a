import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { root } from './root.mjs'
import { runSteps } from './run-steps.mjs'

/** @typedef {import('./steps.mjs').Step} Step */
/** @typedef {import('./steps.mjs').Tally} Tally */
/** @typedef {import('../../test/packages/lib/types.js').Surroundings} Surroundings */

const PROJECTS = join(root, 'test/packages')
/** The number of projects that run at the same time. The smallest machine has two cores. */
const AT_ONCE = 2

/**
 * Returns the named projects, or all of them if none is named.
 *
 * @param {readonly string[]} wanted
 */
function chooseProjects(wanted) {
  const all = readdirSync(PROJECTS, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== 'lib')
    .map(({ name }) => name)
  const unknown = wanted.filter((name) => !all.includes(name))
  if (unknown.length > 0) throw new Error(`there is no project ${unknown.join(', ')}`)
  return wanted.length > 0 ? wanted : all
}

/**
 * Creates a step that runs one project and counts its checks.
 *
 * @param {string} name
 * @param {string} folder
 * @param {Omit<Surroundings, 'folder' | 'log'>} surroundings
 * @returns {Step}
 */
const projectStep = (name, folder, surroundings) => ({
  name,
  async run() {
    mkdirSync(folder)
    const log = (/** @type {string} */ line) => console.log(`[${name}] ${line}`)
    try {
      const file = pathToFileURL(join(PROJECTS, name, 'run.mjs')).href
      /** @type {import('../../test/packages/lib/types.js').ProjectModule} */
      const project = await import(file)
      return tallyOf(name, await project.run({ ...surroundings, folder, log }))
    } catch (error) {
      return { passed: 0, failed: 1, failures: [`${name}: ${String(error)}`], flaky: [] }
    } finally {
      // The folder is removed before the other projects end, because all projects together have a
      // hundred thousand files.
      await rm(folder, { recursive: true, force: true, maxRetries: 3 })
    }
  },
})

/**
 * @param {string} name
 * @param {readonly import('../../test/packages/lib/types.js').CheckResult[]} results
 * @returns {Tally}
 */
function tallyOf(name, results) {
  const failures = results.flatMap((check) =>
    check.error === undefined ? [] : [`${name} > ${check.name}\n    ${check.error}`],
  )
  // A project without a check has tested nothing.
  if (results.length === 0) failures.push(`${name}: no check ran`)
  return {
    passed: results.filter(({ error }) => !error).length,
    failed: failures.length,
    failures,
    flaky: [],
  }
}

/**
 * Packs both packages, and tries the tarballs in the projects of `test/packages`.
 *
 * @param {readonly string[]} [wanted] The names of projects. Default: all projects.
 * @throws {Error} if the packages cannot be packed, or the packed demo does not start.
 */
export async function tryPackages(wanted = []) {
  const projects = chooseProjects(wanted)
  // This import is dynamic, because a fresh clone installs the packages after this file is loaded.
  const { packTarballs, startPackedDemo } = await import('../../test/packages/lib/tarballs.mjs')
  const folder = mkdtempSync(join(tmpdir(), 'belfry-packages-'))
  const stop = () => process.exit(143)
  const remove = () => rmSync(folder, { recursive: true, force: true, maxRetries: 3 })
  process.once('SIGTERM', stop).once('SIGINT', stop).once('exit', remove)
  try {
    const tarballs = await packTarballs(root, folder)
    const server = await startPackedDemo(tarballs.server, join(folder, 'demo-server'))
    try {
      const steps = projects.map((name) =>
        projectStep(name, join(folder, name), { tarballs, server }),
      )
      return await runSteps(steps, AT_ONCE)
    } finally {
      await server.stop()
    }
  } finally {
    process.off('SIGTERM', stop).off('SIGINT', stop).off('exit', remove)
    remove()
  }
}

/** All projects as one step of a longer run. @type {Step} */
export const packagesStep = {
  name: 'packages',
  async run() {
    const results = await tryPackages()
    return {
      passed: results.reduce((sum, { passed }) => sum + passed, 0),
      failed: results.reduce((sum, { failed }) => sum + failed, 0),
      failures: results.flatMap(({ failures }) => failures),
      flaky: [],
    }
  },
}
