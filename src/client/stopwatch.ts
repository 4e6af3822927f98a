/**
 * Starts a stopwatch that uses both clocks of the machine. The monotonic clock may stop while the
 * machine sleeps, and the wall clock may be set, so the larger of the two differences counts. The
 * result may be too large, which costs one extra check, but never too small.
 *
 * @returns a function that returns the elapsed time in milliseconds
 */
export function createStopwatch(): () => number {
  const wallAt = Date.now()
  const monotonicAt = performance.now()
  return () => Math.max(Math.abs(Date.now() - wallAt), performance.now() - monotonicAt)
}
