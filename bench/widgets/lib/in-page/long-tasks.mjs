/** The tasks of more than 50 ms since the page began. @type {{ endedAt: number, durationMs: number }[]} */
const tasks = []

/** Starts to record long tasks. */
export function recordLongTasks() {
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries())
      tasks.push({ endedAt: startTime + duration, durationMs: duration })
  }).observe({ type: 'longtask', buffered: true })
}

/**
 * Returns the long tasks that ended after a time of `performance.now()`.
 *
 * @param {number} since
 */
export function longTasksSince(since) {
  const durations = tasks
    .filter(({ endedAt }) => endedAt > since)
    .map(({ durationMs }) => durationMs)
  return {
    count: durations.length,
    totalMs: Math.round(durations.reduce((sum, durationMs) => sum + durationMs, 0)),
    longestMs: Math.round(Math.max(0, ...durations)),
  }
}
