import { TransportError } from '../../transports/transport.js'
import { createBackoff } from './backoff.js'

/** A second connection that receives while the regular connection does not work. */
export interface Stopgap {
  /**
   * Whether the stopgap receives frames. If it does, a failure of the regular connection is not
   * caused by the server.
   */
  readonly isWell: boolean
  start(): void
  stop(): void
  /** Reports that a frame has arrived through the stopgap. */
  delivered(): void
}

/**
 * Creates a stopgap.
 *
 * @param receive Receives one connection; resolves with the wait before the next, in milliseconds.
 */
export function createStopgap(receive: (open: AbortController) => Promise<number>): Stopgap {
  let open: AbortController | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  /** Identifies the current run: a run that was stopped may end after the next one has begun. */
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
