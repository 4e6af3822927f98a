/** A wait that can be cut short. */
export interface Alarm {
  /**
   * Waits, at most `delayMs`; `Infinity` waits for {@link Alarm.ring} or the signal. Cut short, it
   * still waits `atLeastMs`.
   *
   * @param until Ends the wait at once when it settles.
   */
  sleep(delayMs: number, atLeastMs: number, until?: Promise<unknown>): Promise<void>
  /** Ends the wait that is on, if there is one. */
  ring(): void
}

/** Makes an alarm that rings for the last time when the signal aborts. */
export function createAlarm(signal: AbortSignal): Alarm {
  let ring: (() => void) | undefined
  let end: (() => void) | undefined
  signal.addEventListener('abort', () => end?.())
  return {
    ring: () => ring?.(),
    async sleep(delayMs, atLeastMs, until) {
      if (signal.aborted) return
      const startedAt = performance.now()
      let timer: ReturnType<typeof setTimeout> | undefined
      await new Promise<void>((resolve) => {
        const wait = (forMs: number): void => {
          clearTimeout(timer)
          if (Number.isFinite(forMs)) timer = setTimeout(resolve, forMs)
        }
        ring = () => wait(Math.max(0, atLeastMs - (performance.now() - startedAt)))
        end = resolve
        const endWait = (): void => resolve()
        until?.then(endWait, endWait)
        wait(Math.max(delayMs, atLeastMs))
      })
      clearTimeout(timer)
      ring = end = undefined
    },
  }
}
