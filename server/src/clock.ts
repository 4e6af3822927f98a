/** The current time and timers. Tests use their own clock. */
export interface Clock {
  /** Returns the current time, in milliseconds since 1970. */
  now(): number
  /**
   * Runs a function at a time, or at once if that time has passed.
   *
   * @param atMs - the time, in milliseconds since 1970
   * @returns a function that cancels the timer
   */
  wakeAt(atMs: number, run: () => void): () => void
}

/** The maximum delay of a timer in Node, in milliseconds. */
const LONGEST_MS = 2 ** 31 - 1

/** The clock of the computer. Its timers do not keep the process alive. */
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
