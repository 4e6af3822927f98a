/**
 * Starts to measure, by both clocks of the machine. The monotonic one may stand still while the
 * machine sleeps, and the wall clock may be set, so the one that moved more is believed: whoever acts
 * on it looks once too often, and never once too seldom.
 *
 * @returns Answers the milliseconds since then.
 */
export function createStopwatch(): () => number {
  const wallAt = Date.now()
  const monotonicAt = performance.now()
  return () => Math.max(Math.abs(Date.now() - wallAt), performance.now() - monotonicAt)
}
