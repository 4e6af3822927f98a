import { TransportError } from '../transports/transport.js'
import { createBackoff } from './backoff.js'

/** A connection that bridges the time until the right one works. */
export interface Stopgap {
  /** Whether it is answered: what fails meanwhile is not the server. */
  readonly isWell: boolean
  start(): void
  stop(): void
  /** A state arrived through it. */
  delivered(): void
}

/**
 * Makes a stopgap.
 *
 * @param receive Receives one connection; resolves with the milliseconds to wait before the next.
 */
export function createStopgap(receive: (open: AbortController) => Promise<number>): Stopgap {
  let open: AbortController | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  /** The run that is on. One that was stopped may end after the next has begun. */
  let current: object | undefined
  let isWell = false
  const backoff = createBackoff()

  async function go(run: object): Promise<void> {
    let waitMs: number
    try {
      waitMs = await receive((open = new AbortController()))
    } catch (error) {
      if (run === current) isWell = false
      waitMs = backoff.next(error instanceof TransportError ? error.retryAfterMs : 0)
    }
    if (run === current) timer = setTimeout(() => void go(run), waitMs)
  }

  return {
    get isWell() {
      return isWell
    },
    start() {
      if (!current) void go((current = {}))
    },
    stop() {
      current = undefined
      isWell = false
      clearTimeout(timer)
      open?.abort()
    },
    delivered() {
      isWell = true
      backoff.reset()
    },
  }
}

/** Looks now and then whether a better way to receive works again. */
export interface Probe {
  /** Starts to look, if it does not yet. */
  start(): void
  /** Looks at once, if it looks at all. */
  now(): void
  stop(): void
}

/** The milliseconds until each look; the last one again and again. */
const PROBE_AFTER_MS = [300_000, 900_000, 1_800_000]

/** Makes a probe. */
export function createProbe(look: (open: AbortController) => Promise<unknown>): Probe {
  let open: AbortController | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  let looks = 0
  /** The run that is on, as above. */
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
        // Not yet.
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
