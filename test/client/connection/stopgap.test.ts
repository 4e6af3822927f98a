import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createStopgap } from '../../../src/client/connection/stopgap.js'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => {
  expect(vi.getTimerCount()).toBe(0)
  vi.useRealTimers()
})

describe('a stopgap', () => {
  it('opens one connection after the other until it is stopped', async () => {
    const receive = vi.fn(() => Promise.resolve(100))
    const stopgap = createStopgap(receive)
    stopgap.start()
    await vi.advanceTimersByTimeAsync(250)
    expect(receive).toHaveBeenCalledTimes(3)
    stopgap.stop()
    await vi.advanceTimersByTimeAsync(1_000)
    expect(receive).toHaveBeenCalledTimes(3)
  })

  it('counts as working from a delivery to the next failure', async () => {
    let fail = (_error: Error): void => undefined
    const stopgap = createStopgap(() => new Promise((_, reject) => (fail = reject)))
    stopgap.start()
    expect(stopgap.isWorking).toBe(false)
    stopgap.recordDelivery()
    expect(stopgap.isWorking).toBe(true)
    fail(new Error('cut'))
    await vi.advanceTimersByTimeAsync(0)
    expect(stopgap.isWorking).toBe(false)
    stopgap.stop()
  })

  it('waits 5 s after a failure, because the regular connection tries more often', async () => {
    const receive = vi.fn(() => Promise.reject(new Error('refused')))
    const stopgap = createStopgap(receive)
    stopgap.start()
    await vi.advanceTimersByTimeAsync(4_900)
    expect(receive).toHaveBeenCalledTimes(1)
    await vi.advanceTimersByTimeAsync(100)
    expect(receive).toHaveBeenCalledTimes(2)
    stopgap.stop()
  })

  it('ends its wait when it is woken, and only then', async () => {
    const receive = vi.fn(() => Promise.reject(new Error('refused')))
    const stopgap = createStopgap(receive)
    stopgap.wake()
    expect(receive).not.toHaveBeenCalled()
    stopgap.start()
    stopgap.wake()
    expect(receive).toHaveBeenCalledTimes(1)
    await vi.advanceTimersByTimeAsync(0)
    stopgap.wake()
    expect(receive).toHaveBeenCalledTimes(2)
    await vi.advanceTimersByTimeAsync(0)
    stopgap.stop()
    stopgap.wake()
    expect(receive).toHaveBeenCalledTimes(2)
  })

  it('runs once, even if an aborted connection ends late', async () => {
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
