import { describe, expect, it } from 'vitest'
import { tallyOf, type Report } from '../scripts/lib/steps.mjs'

const file = (...statuses: string[]) => ({
  status: statuses.includes('failed') ? 'failed' : 'passed',
  assertionResults: statuses.map((status) => ({ status })),
})
const reportOf = (...testResults: Report['testResults']): Report => {
  const tests = testResults.flatMap(({ assertionResults }) => assertionResults)
  return {
    numTotalTests: tests.length,
    numPassedTests: tests.filter(({ status }) => status === 'passed').length,
    testResults,
  }
}

describe('the sum of a suite', () => {
  it('counts what passed and what failed', () => {
    expect(tallyOf(reportOf(file('passed', 'passed')), 0)).toEqual({ passed: 2, failed: 0 })
    expect(tallyOf(reportOf(file('passed', 'failed')), 1)).toEqual({ passed: 1, failed: 1 })
  })

  it('counts a skipped test as failed', () => {
    expect(tallyOf(reportOf(file('passed', 'pending')), 0)).toEqual({ passed: 1, failed: 1 })
  })

  it('counts a file that could not be loaded as failed', () => {
    const broken = { status: 'failed', assertionResults: [] }
    expect(tallyOf(reportOf(file('passed'), broken), 1)).toEqual({ passed: 1, failed: 1 })
  })

  it.each([
    ['a crash', undefined, null],
    ['a run without tests', reportOf(), 0],
    ['an error outside of every test', reportOf(file('passed')), 1],
  ])('counts %s as failed', (_, report, status) => {
    expect(tallyOf(report, status).failed).toBe(1)
  })
})
