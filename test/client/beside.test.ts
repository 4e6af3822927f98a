import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createProbe, createStopgap } from '../../src/client/beside.js'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => {
  expect(vi.getTimerCount()).toBe(0)
  vi.useRealTimers()
})

describe('a stopgap', () => {
  it('goes on from one connection to the next until it is stopped', async () => {
    const receive = vi.fn(() => Promise.resolve(100))
    const stopgap = createStopgap(receive)
    stopgap.start()
    await vi.advanceTimersByTimeAsync(250)
    expect(receive).toHaveBeenCalledTimes(3)
    stopgap.stop()
    await vi.advanceTimersByTimeAsync(1_000)
    expect(receive).toHaveBeenCalledTimes(3)
  })

  it('is well from a delivery to a failure', async () => {
    let fail = (_error: Error): void => undefined
    const stopgap = createStopgap(() => new Promise((_, reject) => (fail = reject)))
    stopgap.start()
    expect(stopgap.isWell).toBe(false)
    stopgap.delivered()
    expect(stopgap.isWell).toBe(true)
    fail(new Error('cut'))
    await vi.advanceTimersByTimeAsync(0)
    expect(stopgap.isWell).toBe(false)
    stopgap.stop()
  })

  it('runs once, though a connection that it gave up ends late', async () => {
    const ends: (() => void)[] = []
    const receive = vi.fn(() => new Promise<number>((resolve) => ends.push(() => resolve(100))))
    const stopgap = createStopgap(receive)
    stopgap.start()
    stopgap.stop()
    stopgap.start()
    expect(receive).toHaveBeenCalledTimes(2)
    ends[0]?.()
    await vi.advanceTimersByTimeAsync(1_000)
    expect(receive).toHaveBeenCalledTimes(2)
    stopgap.stop()
  })
})

describe('a probe', () => {
  it('looks after 5 and 15 minutes, and then every 30', async () => {
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

  it('looks once at a time, and not at all before it is started', () => {
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

  it('waits once, though a look that it gave up ends late', async () => {
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
