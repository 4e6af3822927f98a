/** A wait that can be cut short. */
export interface WakeableSleep {
  /**
   * Waits, at most `delayMs`; `Infinity` waits for {@link WakeableSleep.wake} or the signal. Cut short, it
   * still waits `atLeastMs`.
   *
   * @param until Ends the wait at once when it settles.
   */
  wait(delayMs: number, atLeastMs: number, until?: Promise<unknown>): Promise<void>
  /** Ends the wait that is on, if there is one. */
  wake(): void
}

/** Makes an alarm that rings for the last time when the signal aborts. */
export function createWakeableSleep(signal: AbortSignal): WakeableSleep {
  let ring: (() => void) | undefined
  let end: (() => void) | undefined
  signal.addEventListener('abort', () => end?.())
  return {
    wake: () => ring?.(),
    async wait(delayMs, atLeastMs, until) {
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
