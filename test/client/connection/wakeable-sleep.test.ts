import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createWakeableSleep } from '../../../src/client/connection/wakeable-sleep.js'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => {
  expect(vi.getTimerCount()).toBe(0)
  vi.useRealTimers()
})

/** Waits, lets `act` do something after 100 ms, and resolves with the length of the wait. */
async function lengthOf(delayMs: number, act: (sleep: ReturnType<typeof create>) => void) {
  const sleep = create()
  const startedAt = performance.now()
  const ended = sleep.wait(delayMs, 50).then(() => performance.now() - startedAt)
  await vi.advanceTimersByTimeAsync(100)
  act(sleep)
  await vi.advanceTimersByTimeAsync(10_000)
  return ended
}

const create = (signal = new AbortController().signal) => createWakeableSleep(signal)

describe('a wakeable sleep', () => {
  it('ends by itself, or when it is woken', async () => {
    expect(await lengthOf(1_000, () => undefined)).toBe(1_000)
    expect(await lengthOf(1_000, (sleep) => sleep.wake())).toBe(100)
  })

  it('can be postponed, which never makes it shorter', async () => {
    expect(await lengthOf(1_000, (sleep) => sleep.postpone(2_000))).toBe(2_100)
    expect(await lengthOf(1_000, (sleep) => sleep.postpone(500))).toBe(1_000)
  })

  it('can be woken after it was postponed', async () => {
    const wakeLate = (sleep: ReturnType<typeof create>): void => {
      sleep.postpone(2_000)
      sleep.wake()
    }
    expect(await lengthOf(1_000, wakeLate)).toBe(100)
  })

  it('ends with its signal, and forgets what is asked of it without a wait', async () => {
    const end = new AbortController()
    const sleep = create(end.signal)
    sleep.postpone(1_000)
    sleep.wake()
    const ended = sleep.wait(Infinity, 0)
    end.abort()
    await ended
    await sleep.wait(1_000, 0)
  })
})
