import { TransportError } from '../../transports/transport.js'
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
