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
  /** Closes the connection. */
  stop(): void
  /** Records that a frame has arrived through the stopgap. */
  recordDelivery(): void
}

/**
 * Creates a stopgap.
 *
 * @param receive Receives one connection; resolves with the wait before the next, in milliseconds.
 */
export function createStopgap(receive: (closer: AbortController) => Promise<number>): Stopgap {
  /** Closes the last connection. */
  let closer: AbortController | undefined
  /** The wait before the next connection. */
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
    let waitMs: number
    try {
      waitMs = await receive((closer = new AbortController()))
    } catch (error) {
      if (run === currentRun) isWorking = false
      waitMs = backoff.next(error instanceof TransportError ? error.retryAfterMs : 0)
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
    stop() {
      currentRun = undefined
      isWorking = false
      clearTimeout(timer)
      closer?.abort()
    },
    recordDelivery() {
      isWorking = true
      backoff.reset()
    },
  }
}
