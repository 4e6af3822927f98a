import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createBackoff } from '../../../src/client/connection/backoff.js'

const chance = vi.spyOn(Math, 'random')

beforeEach(() => void vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

/** The longest waits of a back-off, one after the other. */
function longest(count: number, ...asked: Parameters<ReturnType<typeof createBackoff>['next']>) {
  chance.mockReturnValue(1)
  const backoff = createBackoff()
  return Array.from({ length: count }, () => backoff.next(...asked))
}

describe('a back-off', () => {
  it('doubles its limit from 1 s, up to 1.5 s in the first minute of an outage', () => {
    expect(longest(5)).toEqual([1_000, 1_500, 1_500, 1_500, 1_500])
  })

  it('has longer waits once an outage has lasted', () => {
    chance.mockReturnValue(1)
    const backoff = createBackoff()
    for (let n = 0; n < 10; n += 1) backoff.next()
    vi.advanceTimersByTime(60_000)
    expect(backoff.next()).toBe(10_000)
    vi.advanceTimersByTime(540_000)
    expect(backoff.next()).toBe(30_000)
    backoff.reset()
    expect(backoff.next()).toBe(1_000)
  })

  it('waits a random time below its limit, and at least 250 ms', () => {
    const backoff = createBackoff()
    chance.mockReturnValue(0)
    expect(backoff.next()).toBe(250)
    chance.mockReturnValue(0.5)
    expect(backoff.next()).toBe(750)
  })

  it('waits no less than `Retry-After`', () => {
    expect(longest(1, 20_000)).toEqual([30_000])
    chance.mockReturnValue(0)
    expect(createBackoff().next(20_000)).toBe(20_000)
  })

  it('spreads many pages over the reconnect window of the server', () => {
    expect(longest(6, 0, 8_000)).toEqual([1_000, 2_000, 4_000, 8_000, 8_000, 8_000])
  })
})
