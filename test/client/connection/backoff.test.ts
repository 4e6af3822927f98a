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
  it('waits up to 1 s first, then up to 1.5 s in the first minute of an outage', () => {
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

  it('waits a random time, first from 250 ms on, then from 1.25 s on', () => {
    chance.mockReturnValue(0)
    const shortest = createBackoff()
    expect([shortest.next(), shortest.next(), shortest.next()]).toEqual([250, 1_250, 1_250])
    chance.mockReturnValue(0.5)
    const middle = createBackoff()
    expect([middle.next(), middle.next()]).toEqual([625, 1_375])
  })

  it('waits no less than `Retry-After`', () => {
    expect(longest(1, 20_000)).toEqual([30_000])
    chance.mockReturnValue(0)
    expect(createBackoff().next(20_000)).toBe(20_000)
  })

  it('spreads many pages over the reconnect window of the server', () => {
    expect(longest(6, 0, 8_000)).toEqual([8_000, 8_000, 8_000, 8_000, 8_000, 8_000])
  })
})
