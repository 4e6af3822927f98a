import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { root } from './root.mjs'

/**
 * @typedef {object} Tally
 * @property {number} passed
 * @property {number} failed
 * @property {readonly string[]} failures What failed, and why.
 * @property {readonly string[]} flaky What passed only when it was tried again, and why not before.
 *
 * @typedef {{ name: string, run: () => Promise<Tally> }} Step
 */

/**
 * A check that passes or fails as a whole.
 *
 * @param {string} name
 * @param {string} program A package's command, or `node`.
 * @param {...string} options
 * @returns {Step}
 */
export const command = (name, program, ...options) => ({
  name,
  run: async () =>
    (await runNode(program, options)) === 0
      ? { passed: 1, failed: 0, failures: [], flaky: [] }
      : { passed: 0, failed: 1, failures: [name], flaky: [] },
})

/**
 * One of vitest's projects, counted test by test.
 *
 * @param {string} project
 * @param {object} [how]
 * @param {string} [how.name] The name of the step. Default: the project's.
 * @param {readonly string[]} [how.options] Further options of vitest, or test files. Default: all
 *   tests of the project.
 * @param {boolean} [how.mayBeEmpty] Whether a run without a test is a success. Default: `false`.
 * @param {Record<string, string>} [how.settings] Further environment variables.
 * @returns {Step}
 */
export const suite = (
  project,
  { name = project, options = [], mayBeEmpty = false, settings = {} } = {},
) => ({
  name,
  async run() {
    const folder = mkdtempSync(join(tmpdir(), 'belfry-test-'))
    const BELFRY_REPORT = join(folder, 'report.json')
    const all = ['run', '--project', project, ...options]
    if (mayBeEmpty) all.push('--passWithNoTests')
    try {
      const status = await runNode('vitest', all, { ...settings, BELFRY_REPORT })
      const read = readReport(BELFRY_REPORT)
      if (mayBeEmpty && status === 0 && !read?.numPassedTests)
        return { passed: 0, failed: 0, failures: [], flaky: [] }
      return tallyOf(read, status)
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  },
})

/**
 * Counts a suite. A file that could not be loaded, a run without tests and an error outside of every
 * test each count as a failure: none of them may look like success.
 *
 * @param {Report | undefined} report
 * @param {number | null} status The exit status of vitest; `null` when a signal ended it.
 * @returns {Tally}
 */
export function tallyOf(report, status) {
  if (!report)
    return { passed: 0, failed: 1, failures: ['no report: vitest ended too early'], flaky: [] }
  const failures = report.testResults.flatMap(failuresOf)
  const flaky = report.testResults.flatMap(flakyOf)
  const passed = report.numPassedTests
  if (failures.length === 0 && (status !== 0 || passed === 0))
    failures.push('outside of every test')
  return { passed, failed: failures.length, failures, flaky }
}

/** @param {FileReport} file */
function failuresOf({ name, status, message, assertionResults }) {
  // What was skipped was not shown to work.
  const failed = assertionResults.filter((test) => test.status !== 'passed')
  const isBroken = status === 'failed' && !failed.some((test) => test.status === 'failed')
  return [
    ...failed.map((test) => tellOf(name, test)),
    ...(isBroken ? [tell(relative(root, name), message)] : []),
  ]
}

/** @param {FileReport} file */
const flakyOf = ({ name, assertionResults }) =>
  assertionResults
    .filter(({ status, failureMessages }) => status === 'passed' && failureMessages.length > 0)
    .map((test) => tellOf(name, test))

/**
 * @param {string} file
 * @param {TestReport} test
 */
const tellOf = (file, { fullName, failureMessages }) =>
  tell(`${relative(root, file)} > ${fullName}`, failureMessages[0])

/**
 * @param {string} what
 * @param {string} [why] As vitest says it: the first lines tell, the rest is the way there.
 */
const tell = (what, why = 'was skipped') => [what, ...why.split('\n', 8)].join('\n    ')

/**
 * The parts of vitest's JSON report that are read here.
 *
 * @typedef {object} Report
 * @property {number} numPassedTests
 * @property {FileReport[]} testResults
 *
 * @typedef {object} FileReport
 * @property {string} name Its path.
 * @property {string} status
 * @property {string} [message] Why it could not be loaded.
 * @property {TestReport[]} assertionResults
 *
 * @typedef {object} TestReport
 * @property {string} fullName
 * @property {string} status
 * @property {string[]} failureMessages Of every try.
 */

/**
 * @param {string} file
 * @returns {Report | undefined}
 */
function readReport(file) {
  try {
    return /** @type {Report} */ (JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    // vitest crashed before it wrote one.
    return undefined
  }
}

/**
 * Runs a package's command by its script, which needs no shell and no PATH.
 *
 * @param {string} program
 * @param {readonly string[]} options
 * @param {Record<string, string>} more What it is told by its environment.
 * @returns {Promise<number | null>} Its exit status.
 */
function runNode(program, options, more = {}) {
  const script = program === 'node' ? [] : [scriptOf(program)]
  return new Promise((resolve, reject) => {
    const env = { ...process.env, ...more }
    const child = spawn(process.execPath, [...script, ...options], { stdio: 'inherit', env })
    const stop = () => {
      child.kill('SIGTERM')
      // Not before those that run beside this one have heard it too.
      process.nextTick(() => process.exit(143))
    }
    process.once('SIGTERM', stop)
    child.once('error', reject)
    child.once('exit', (status) => {
      process.off('SIGTERM', stop)
      resolve(status)
    })
  })
}

/** @param {string} program */
function scriptOf(program) {
  const name = program === 'tsc' ? 'typescript' : program
  const folder = join('node_modules', name)
  const manifest = /** @type {{ bin: string | Record<string, string> }} */ (
    JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  )
  const script = typeof manifest.bin === 'string' ? manifest.bin : manifest.bin[program]
  if (!script) throw new Error(`${name} has no command ${program}`)
  return join(folder, script)
}
