// `npm run test:packages`: packs both packages, and tries the tarballs in projects outside of the
// repository, as test/packages/README.md tells. `npm run test:packages -- vite next` runs the named ones.
import './check-node.cjs'
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { installDependencies } from './lib/install.mjs'
import { endWithNpm } from './lib/parent.mjs'
import { root } from './lib/root.mjs'
import { report, runSteps } from './lib/run-steps.mjs'

/** @typedef {import('./lib/steps.mjs').Step} Step */
/** @typedef {import('./lib/steps.mjs').Tally} Tally */
/** @typedef {import('../test/packages/lib/types.js').Surroundings} Surroundings */

const PROJECTS = join(root, 'test/packages')
/** Two cores are what there is on the smallest machine. */
const AT_ONCE = 2

/**
 * The named projects, or all of them.
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
 * One project, as a step that counts its checks.
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
      /** @type {import('../test/packages/lib/types.js').ProjectModule} */
      const project = await import(file)
      return tallyOf(name, await project.run({ ...surroundings, folder, log }))
    } catch (error) {
      return { passed: 0, failed: 1, failures: [`${name}: ${String(error)}`], flaky: [] }
    }
  },
})

/**
 * @param {string} name
 * @param {readonly import('../test/packages/lib/types.js').CheckResult[]} results
 * @returns {Tally}
 */
function tallyOf(name, results) {
  const failures = results.flatMap((check) =>
    check.error === undefined ? [] : [`${name} > ${check.name}\n    ${check.error}`],
  )
  // A project without a check has shown nothing.
  if (results.length === 0) failures.push(`${name}: no check ran`)
  return {
    passed: results.filter(({ error }) => !error).length,
    failed: failures.length,
    failures,
    flaky: [],
  }
}

/** @param {readonly string[]} wanted */
async function main(wanted) {
  process.chdir(root)
  const projects = chooseProjects(wanted)
  await installDependencies(console.log)
  // Imported late: they need packages that were installed just now.
  const { packTarballs, startPackedDemo } = await import('../test/packages/lib/tarballs.mjs')
  const folder = mkdtempSync(join(tmpdir(), 'belfry-packages-'))
  try {
    const tarballs = await packTarballs(root, folder)
    const server = await startPackedDemo(tarballs.server, join(folder, 'demo-server'))
    try {
      const steps = projects.map((name) =>
        projectStep(name, join(folder, name), { tarballs, server }),
      )
      report(await runSteps(steps, AT_ONCE))
    } finally {
      await server.stop()
    }
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 })
  }
}

endWithNpm()
try {
  await main(process.argv.slice(2))
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  console.log('0 passed, 1 failed')
  process.exitCode = 1
}
