/** The time of day, and who wakes us. Tests have one of their own. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number
  /**
   * Runs something once a moment has come, at once where it has passed.
   *
   * @param atMs Milliseconds since 1970.
   * @returns forgets it.
   */
  wakeAt(atMs: number, run: () => void): () => void
}

/** The longest wait that a timer of Node takes. */
const LONGEST_MS = 2 ** 31 - 1

/** The computer's clock. It keeps no process alive. */
export const systemClock: Clock = {
  now: () => Date.now(),
  wakeAt(atMs, run) {
    let timer: NodeJS.Timeout
    const wait = (): void => {
      const leftMs = atMs - Date.now()
      timer = setTimeout(() => (leftMs > LONGEST_MS ? wait() : run()), Math.min(leftMs, LONGEST_MS))
      timer.unref()
    }
    wait()
    return () => clearTimeout(timer)
  },
}
