import { TransportError } from '../../transports/transport.js'
import { createBackoff } from './backoff.js'

/** A second connection that receives while the regular connection does not work. */
export interface Stopgap {
  /**
   * Whether the stopgap receives frames. If it does, a failure of the regular connection is not
   * caused by the server.
   */
  readonly isWorking: boolean
  /** Opens the connection, and opens it again whenever it ends. A second call has no effect. */
  start(): void
  /** Ends the wait before the next connection, if there is one. */
  wake(): void
  /** Closes the connection. */
  stop(): void
  /** Records that a frame has arrived through the stopgap. */
  recordDelivery(): void
}

/** The shortest wait after a failure, in milliseconds: the regular connection tries more often. */
const RETRY_MS = 5_000

/**
 * Creates a stopgap.
 *
 * @param receive Receives one connection; resolves with the wait before the next, in milliseconds.
 */
export function createStopgap(receive: (closer: AbortController) => Promise<number>): Stopgap {
  /** Closes the last connection. */
  let closer: AbortController | undefined
  /** The wait before the next connection; `undefined` if there is none. */
  let timer: ReturnType<typeof setTimeout> | undefined
  /**
   * Identifies the run from `start` to `stop`: the last connection of a stopped run may end after the
   * next run has begun. `undefined` while the stopgap is stopped.
   */
  let currentRun: object | undefined
  let isWorking = false
  const backoff = createBackoff()

  /** Receives one connection, and starts the wait for the next one. */
  async function receiveNext(run: object): Promise<void> {
    timer = undefined
    let waitMs: number
    try {
      waitMs = await receive((closer = new AbortController()))
    } catch (error) {
      if (run === currentRun) isWorking = false
      const retryAfterMs = error instanceof TransportError ? error.retryAfterMs : 0
      waitMs = Math.max(RETRY_MS, backoff.next(retryAfterMs))
    }
    if (run === currentRun) timer = setTimeout(() => void receiveNext(run), waitMs)
  }

  return {
    get isWorking() {
      return isWorking
    },
    start() {
      if (!currentRun) void receiveNext((currentRun = {}))
    },
    wake() {
      if (timer === undefined || !currentRun) return
      clearTimeout(timer)
      void receiveNext(currentRun)
    },
    stop() {
      clearTimeout(timer)
      currentRun = timer = undefined
      isWorking = false
      closer?.abort()
    },
    recordDelivery() {
      isWorking = true
      backoff.reset()
    },
  }
}
