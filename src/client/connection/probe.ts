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
 * @param look Makes one attempt; resolves or rejects when it has ended.
 */
export function createProbe(look: (open: AbortController) => Promise<unknown>): Probe {
  let open: AbortController | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  let looks = 0
  /** Identifies the current run: a run that was stopped may end after the next one has begun. */
  let current: object | undefined

  function wait(): void {
    timer = setTimeout(now, PROBE_AFTER_MS[Math.min(looks, PROBE_AFTER_MS.length - 1)])
  }

  function now(): void {
    const run = current
    if (!run || (open && !open.signal.aborted)) return
    clearTimeout(timer)
    looks += 1
    const looking = (open = new AbortController())
    look(looking)
      .catch(() => {
        // The better transport does not work yet.
      })
      .finally(() => {
        looking.abort()
        if (run === current) wait()
      })
  }

  return {
    now,
    start() {
      if (current) return
      current = {}
      looks = 0
      wait()
    },
    stop() {
      current = undefined
      clearTimeout(timer)
      open?.abort()
    },
  }
}
