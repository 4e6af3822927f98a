/** Tries a better transport at increasing intervals. */
export interface Probe {
  /** Starts the probe. A second call has no effect. */
  start(): void
  /** Makes an attempt at once, if the probe is started. */
  now(): void
  stop(): void
}

/** The waits before the attempts, in milliseconds; the last one repeats. */
const PROBE_AFTER_MS = [300_000, 900_000, 1_800_000]

/**
 * Creates a probe.
 *
 * @param tryOnce Makes one attempt, which `closer` ends; resolves or rejects when it has ended.
 */
export function createProbe(tryOnce: (closer: AbortController) => Promise<unknown>): Probe {
  /** Closes the last attempt. Aborted once that attempt has ended. */
  let closer: AbortController | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  /** The number of attempts of the current run. */
  let attempts = 0
  /** Identifies the current run: a run that was stopped may end after the next one has begun. */
  let currentRun: object | undefined

  function wait(): void {
    timer = setTimeout(now, PROBE_AFTER_MS[Math.min(attempts, PROBE_AFTER_MS.length - 1)])
  }

  function now(): void {
    const run = currentRun
    if (!run || (closer && !closer.signal.aborted)) return
    clearTimeout(timer)
    attempts += 1
    const attempt = (closer = new AbortController())
    tryOnce(attempt)
      .catch(() => {
        // The better transport does not work yet.
      })
      .finally(() => {
        attempt.abort()
        if (run === currentRun) wait()
      })
  }

  return {
    now,
    start() {
      if (currentRun) return
      currentRun = {}
      attempts = 0
      wait()
    },
    stop() {
      currentRun = undefined
      clearTimeout(timer)
      closer?.abort()
    },
  }
}
