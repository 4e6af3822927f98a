/** A holder that keeps the lock for longer is stuck, in milliseconds. Two senders at a time do no harm. */
const PATIENCE_MS = 5_000

/**
 * Works while no other tab does work of this name. Where there are no locks, or their holder is
 * stuck, it works all the same.
 *
 * @throws the signal's reason where that aborts first, and whatever `work` throws.
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
