import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { root } from './root.mjs'

/**
 * @typedef {object} Tally
 * @property {number} passed
 * @property {number} failed
 * @property {readonly string[]} failures The failed tests with the reasons.
 * @property {readonly string[]} flaky The tests that passed only on a retry, with the earlier
 *   reasons.
 *
 * @typedef {{ name: string, run: () => Promise<Tally> }} Step
 */

/**
 * Creates a step that passes or fails as a whole.
 *
 * @param {string} name
 * @param {string} program The command of a package, or `node`.
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
 * Counts the results of a suite. A file that could not be loaded, a run without tests and an error
 * outside of all tests each count as a failure, because none of them must look like a success.
 *
 * @param {Report | undefined} report
 * @param {number | null} status The exit status of vitest; `null` if a signal ended it.
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
  // A skipped test has not shown that its code works.
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
 * Formats the name of a test and its reason.
 *
 * @param {string} what
 * @param {string} [why] The message of vitest. The first lines contain the reason, the others the
 *   stack.
 */
const tell = (what, why = 'was skipped') => [what, ...why.split('\n', 8)].join('\n    ')

/**
 * The parts of vitest's JSON report that these functions read.
 *
 * @typedef {object} Report
 * @property {number} numPassedTests
 * @property {FileReport[]} testResults
 *
 * @typedef {object} FileReport
 * @property {string} name The path of the file.
 * @property {string} status
 * @property {string} [message] The reason why the file could not be loaded.
 * @property {TestReport[]} assertionResults
 *
 * @typedef {object} TestReport
 * @property {string} fullName
 * @property {string} status
 * @property {string[]} failureMessages The messages of all attempts.
 */

/**
 * @param {string} file
 * @returns {Report | undefined}
 */
function readReport(file) {
  try {
    return /** @type {Report} */ (JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    // Vitest crashed before it wrote a report.
    return undefined
  }
}

/**
 * Runs the command of a package through its script, which needs no shell and no PATH.
 *
 * @param {string} program
 * @param {readonly string[]} options
 * @param {Record<string, string>} more Further environment variables.
 * @returns {Promise<number | null>} The exit status.
 */
function runNode(program, options, more = {}) {
  const script = program === 'node' ? [] : [scriptOf(program)]
  return new Promise((resolve, reject) => {
    const env = { ...process.env, ...more }
    const child = spawn(process.execPath, [...script, ...options], { stdio: 'inherit', env })
    const stop = () => {
      child.kill('SIGTERM')
      // The exit waits until the other running steps have received the signal too.
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
