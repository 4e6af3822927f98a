import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createProbe } from '../../../src/client/connection/probe.js'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => {
  expect(vi.getTimerCount()).toBe(0)
  vi.useRealTimers()
})

describe('a probe', () => {
  it('runs after 5 and 15 minutes, and then every 30', async () => {
    const look = vi.fn(() => Promise.resolve())
    const probe = createProbe(look)
    probe.start()
    for (const [minutes, looks] of [
      [5, 1],
      [15, 2],
      [30, 3],
      [30, 4],
    ] as const) {
      await vi.advanceTimersByTimeAsync(minutes * 60_000 - 1)
      expect(look).toHaveBeenCalledTimes(looks - 1)
      await vi.advanceTimersByTimeAsync(1)
      expect(look).toHaveBeenCalledTimes(looks)
    }
    probe.stop()
  })

  it('runs once at a time, and never before its start', () => {
    const look = vi.fn(() => new Promise<void>(() => undefined))
    const probe = createProbe(look)
    probe.now()
    expect(look).not.toHaveBeenCalled()
    probe.start()
    probe.now()
    probe.now()
    expect(look).toHaveBeenCalledTimes(1)
    probe.stop()
  })

  it('has one timer, even if an aborted run ends late', async () => {
    const ends: (() => void)[] = []
    const look = vi.fn(() => new Promise<void>((resolve) => ends.push(resolve)))
    const probe = createProbe(look)
    probe.start()
    probe.now()
    probe.stop()
    probe.start()
    ends[0]?.()
    await vi.advanceTimersByTimeAsync(0)
    expect(vi.getTimerCount()).toBe(1)
    probe.stop()
  })
})
