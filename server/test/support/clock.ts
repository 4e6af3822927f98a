import type { Clock } from '../../src/clock.js'

/** A clock that stands until a test moves it. */
export interface TestClock extends Clock {
  /** Moves on and runs what falls due, in the order of the moments. */
  advance(ms: number): void
}

/** Starts now, so that tokens of the real time are good. */
export function createTestClock(): TestClock {
  let now = Date.now()
  const alarms = new Set<{ atMs: number; run: () => void }>()
  return {
    now: () => now,
    wakeAt(atMs, run) {
      const alarm = { atMs, run }
      alarms.add(alarm)
      // A moment that has passed comes at once, but never before the caller goes on.
      if (atMs <= now) setImmediate(() => alarms.delete(alarm) && run())
      return () => alarms.delete(alarm)
    },
    advance(ms) {
      now += ms
      const due = [...alarms].filter(({ atMs }) => atMs <= now)
      for (const alarm of due.sort((a, b) => a.atMs - b.atMs)) if (alarms.delete(alarm)) alarm.run()
    },
  }
}
