/**
 * The longest wait for the lock, in milliseconds. A holder that keeps the lock longer is stuck. Two
 * tabs that send at the same time do no harm.
 */
const PATIENCE_MS = 5_000

/**
 * Runs `work` while no other tab runs work with this name. Without locks, or if the holder keeps
 * the lock longer than `PATIENCE_MS`, the work runs all the same.
 *
 * @throws the signal's reason if the signal aborts first, and any error of `work`
 */
export async function withLock(
  locks: LockManager | undefined,
  name: string,
  work: () => Promise<void>,
  signal: AbortSignal,
): Promise<void> {
  if (!locks) return work()
  const patience = new AbortController()
  const timer = setTimeout(() => patience.abort(), PATIENCE_MS)
  let isGranted = false
  try {
    await locks.request(name, { signal: AbortSignal.any([signal, patience.signal]) }, () => {
      clearTimeout(timer)
      isGranted = true
      return work()
    })
  } catch (error) {
    if (isGranted) throw error
    signal.throwIfAborted()
    await work()
  } finally {
    clearTimeout(timer)
  }
}
