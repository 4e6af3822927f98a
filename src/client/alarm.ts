/** A wait that can be cut short. */
export interface Alarm {
  /** Waits, at most so long; `Infinity` waits for {@link Alarm.ring} or the signal. */
  sleep(delayMs: number): Promise<void>
  /** Ends the wait that is on, if there is one. */
  ring(): void
}

/** Makes an alarm that rings for the last time when the signal aborts. */
export function createAlarm(signal: AbortSignal): Alarm {
  let end: (() => void) | undefined
  const ring = (): void => end?.()
  signal.addEventListener('abort', ring)
  return {
    ring,
    async sleep(delayMs) {
      if (signal.aborted) return
      let timer: ReturnType<typeof setTimeout> | undefined
      await new Promise<void>((resolve) => {
        end = resolve
        if (Number.isFinite(delayMs)) timer = setTimeout(resolve, delayMs)
      })
      clearTimeout(timer)
      end = undefined
    },
  }
}
