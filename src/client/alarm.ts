/** A wait that can be cut short. */
export interface Alarm {
  /** Waits, at most so long; `Infinity` waits for {@link Alarm.ring} or the signal. */
  sleep(delayMs: number): Promise<void>
  /** Ends the wait now, or the next one before it begins. */
  ring(): void
}

/** Makes an alarm that rings for the last time when the signal aborts. */
export function createAlarm(signal: AbortSignal): Alarm {
  let rung = false
  let end: (() => void) | undefined
  const ring = (): void => {
    rung = true
    end?.()
  }
  signal.addEventListener('abort', ring)
  return {
    ring,
    async sleep(delayMs) {
      if (!rung && !signal.aborted) {
        await new Promise<void>((resolve) => {
          const timer = Number.isFinite(delayMs) ? setTimeout(resolve, delayMs) : undefined
          end = () => {
            clearTimeout(timer)
            resolve()
          }
        })
      }
      rung = false
      end = undefined
    },
  }
}
