import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { command, suite } from './steps.mjs'

/** @typedef {import('./steps.mjs').Step} Step */

/**
 * Returns the files that differ from a commit, new files included, as paths from the root.
 *
 * @param {string} [since] A commit. Default: `HEAD`, so that uncommitted changes count.
 * @returns {string[]}
 */
export function changedFiles(since = 'HEAD') {
  const git = (/** @type {string[]} */ ...options) =>
    execFileSync('git', options, { encoding: 'utf8' }).split('\n').filter(Boolean)
  return [
    ...git('diff', '--name-only', since),
    ...git('ls-files', '--others', '--exclude-standard'),
  ]
}

/**
 * Returns the checks of some files. Types are checked as a whole, because a change can break an
 * unchanged file.
 *
 * @param {readonly string[]} files
 * @param {readonly Step[]} checks The checks of the whole repository.
 * @returns {Step[]}
 */
export function checksOf(files, checks) {
  const there = files.filter((file) => existsSync(file))
  const code = there.filter((file) => /\.(ts|mjs|cjs|js)$/.test(file))
  return checks.flatMap((check) => {
    if (check.name === 'format')
      return there.length === 0
        ? []
        : [command('format', 'prettier', '--check', '--ignore-unknown', ...there)]
    if (check.name === 'lint')
      return code.length === 0
        ? []
        : [command('lint', 'eslint', '--max-warnings=0', '--no-warn-ignored', ...code)]
    return [check]
  })
}

/**
 * Returns the tests that read the repository as text or as packages. Vitest cannot see the files
 * that they read.
 */
const ofRepository = () => [
  'test/docs/',
  ...readdirSync('test')
    .filter((name) => name.endsWith('.test.ts'))
    .map((name) => `test/${name}`),
]

/** Matches the files that the walks through the demo run, from the build or from their sources. */
const inDemo = /^(src|server\/src|examples|scripts|test\/e2e|test\/support|test\/simulation)\//

/**
 * Returns the suites of some files. Vitest follows the imports of the tests to the changed files. A
 * walk through the demo imports nothing, so all walks run if the demo can differ.
 *
 * @param {readonly string[]} files
 * @param {string} [since] The commit that the files differ from. Default: `HEAD`.
 * @returns {Step[]}
 */
export function suitesOf(files, since = 'HEAD') {
  const related = (/** @type {string} */ project) =>
    suite(project, { options: ['--changed', since], mayBeEmpty: true })
  const walks = files.some((file) => inDemo.test(file)) ? [suite('e2e')] : []
  return [
    ...walks,
    suite('node', { name: 'repository', options: ofRepository() }),
    ...['node', 'browser', 'server', 'stories', 'fresh-page', 'stack'].map(related),
  ]
}
