import type { Clock } from '../../src/clock.js'

/** A clock whose time changes only when a test advances it. */
export interface TestClock extends Clock {
  /** Advances the clock and runs the due timers in the order of their times. */
  advance(ms: number): void
}

/** Creates a test clock that starts at the current time, so that real tokens are valid. */
export function createTestClock(): TestClock {
  let now = Date.now()
  const alarms = new Set<{ atMs: number; run: () => void }>()
  return {
    now: () => now,
    wakeAt(atMs, run) {
      const alarm = { atMs, run }
      alarms.add(alarm)
      // A timer in the past runs at once, but never before the caller continues.
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
