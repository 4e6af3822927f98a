/** A wait that can be ended early. */
export interface WakeableSleep {
  /**
   * Waits for `delayMs` at most. With `Infinity` it waits for {@link WakeableSleep.wake} or the
   * signal. A wait that is ended early still takes `atLeastMs`.
   *
   * @param until Ends the wait at once when it settles.
   */
  wait(delayMs: number, atLeastMs: number, until?: Promise<unknown>): Promise<void>
  /** Ends the current wait, if there is one. */
  wake(): void
  /** Lets the current wait, if there is one, last for at least `delayMs` from now. */
  postpone(delayMs: number): void
}

/** Creates a wakeable sleep. All waits end when the signal aborts. */
export function createWakeableSleep(signal: AbortSignal): WakeableSleep {
  let ring: (() => void) | undefined
  let postpone: ((delayMs: number) => void) | undefined
  let end: (() => void) | undefined
  signal.addEventListener('abort', () => end?.())
  return {
    wake: () => ring?.(),
    postpone: (delayMs) => postpone?.(delayMs),
    async wait(delayMs, atLeastMs, until) {
      if (signal.aborted) return
      const startedAt = performance.now()
      let timer: ReturnType<typeof setTimeout> | undefined
      /** When the wait ends, by `performance.now()`. */
      let endsAt = 0
      await new Promise<void>((resolve) => {
        const wait = (forMs: number): void => {
          endsAt = performance.now() + forMs
          clearTimeout(timer)
          if (Number.isFinite(forMs)) timer = setTimeout(resolve, forMs)
        }
        ring = () => wait(Math.max(0, atLeastMs - (performance.now() - startedAt)))
        postpone = (forMs) => wait(Math.max(forMs, endsAt - performance.now()))
        end = resolve
        const endWait = (): void => resolve()
        until?.then(endWait, endWait)
        wait(Math.max(delayMs, atLeastMs))
      })
      clearTimeout(timer)
      ring = postpone = end = undefined
    },
  }
}
