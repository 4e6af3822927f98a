import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { root } from '../scripts/lib/root.mjs'
import { tallyOf, type Report } from '../scripts/lib/steps.mjs'

const file = (...statuses: string[]) => ({
  name: join(root, 'test/some.test.ts'),
  status: statuses.includes('failed') ? 'failed' : 'passed',
  assertionResults: statuses.map((status, index) => ({
    fullName: `test ${index}`,
    status,
    failureMessages: status === 'failed' ? ['expected 1 to be 2\n    at somewhere'] : [],
  })),
})
const reportOf = (...testResults: Report['testResults']): Report => {
  const tests = testResults.flatMap(({ assertionResults }) => assertionResults)
  return {
    numPassedTests: tests.filter(({ status }) => status === 'passed').length,
    testResults,
  }
}
const countsOf = (...given: Parameters<typeof tallyOf>) => {
  const { passed, failed } = tallyOf(...given)
  return { passed, failed }
}

describe('the sum of a suite', () => {
  it('counts what passed and what failed', () => {
    expect(countsOf(reportOf(file('passed', 'passed')), 0)).toEqual({ passed: 2, failed: 0 })
    expect(countsOf(reportOf(file('passed', 'failed')), 1)).toEqual({ passed: 1, failed: 1 })
  })

  it('counts a skipped test as failed', () => {
    expect(countsOf(reportOf(file('passed', 'pending')), 0)).toEqual({ passed: 1, failed: 1 })
  })

  it('counts a file that could not be loaded as failed', () => {
    const broken = { name: 'broken.test.ts', status: 'failed', assertionResults: [] }
    expect(countsOf(reportOf(file('passed'), broken), 1)).toEqual({ passed: 1, failed: 1 })
  })

  it.each([
    ['a crash', undefined, null],
    ['a run without tests', reportOf(), 0],
    ['an error outside of every test', reportOf(file('passed')), 1],
  ])('counts %s as failed', (_, report, status) => {
    expect(tallyOf(report, status).failed).toBe(1)
  })

  it('names what passed only when it was tried again', () => {
    const again = file('passed', 'passed')
    again.assertionResults[1]!.failureMessages = ['not within 10 s']
    const { passed, failed, flaky } = tallyOf(reportOf(again), 0)
    expect({ passed, failed }).toEqual({ passed: 2, failed: 0 })
    expect(flaky).toEqual(['test/some.test.ts > test 1\n    not within 10 s'])
  })

  it('names what failed, and why, for whoever sees only the end of a long run', () => {
    const broken = { ...file(), status: 'failed', message: 'no such module' }
    const { failures } = tallyOf(reportOf(file('passed', 'failed', 'pending'), broken), 1)
    expect(failures).toEqual([
      'test/some.test.ts > test 1\n    expected 1 to be 2\n        at somewhere',
      'test/some.test.ts > test 2\n    was skipped',
      'test/some.test.ts\n    no such module',
    ])
  })
})
