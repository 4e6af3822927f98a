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
  it('doubles its limit from a second, to one and a half while the outage is young', () => {
    expect(longest(5)).toEqual([1_000, 1_500, 1_500, 1_500, 1_500])
  })

  it('takes its time once an outage has lasted', () => {
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

  it('waits any time below that, but for a quarter of a second', () => {
    const backoff = createBackoff()
    chance.mockReturnValue(0)
    expect(backoff.next()).toBe(250)
    chance.mockReturnValue(0.5)
    expect(backoff.next()).toBe(750)
  })

  it('waits no less than the server asks for', () => {
    expect(longest(1, 20_000)).toEqual([30_000])
    chance.mockReturnValue(0)
    expect(createBackoff().next(20_000)).toBe(20_000)
  })

  it('spreads a large herd over the time that it takes to let it in', () => {
    expect(longest(6, 0, 8_000)).toEqual([1_000, 2_000, 4_000, 8_000, 8_000, 8_000])
  })
})
