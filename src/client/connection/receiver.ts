import { ProtocolError, type Bye, type Frame, type Snapshot } from '../../protocol/index.js'
import type { InboxStore } from '../../store/inbox-store.js'
import { receive } from '../../store/receive.js'
import type { Outcome } from '../../store/receive-snapshot.js'
import { TransportError, type Transport } from '../../transports/transport.js'
import { noteServerTime } from '../clock-skew.js'
import type { TokenSource } from '../requests/token-source.js'
import type { TabEnvironment } from '../tabs/tab-environment.js'
import { watched } from './watchdog.js'

/** Dependencies of {@link createReceiver}. */
export interface ReceiverOptions {
  readonly endpoint: URL
  readonly tokens: TokenSource
  readonly store: InboxStore
  /** Extends a snapshot to the number of rows that the list has loaded. */
  readonly deepen: (snapshot: Snapshot) => Promise<Snapshot>
  /** Passes each frame of this tab's own connections on to the other tabs. */
  readonly share: (frame: Frame) => void
  readonly tab: TabEnvironment
  readonly signal: AbortSignal
}

/** The options of {@link Receiver.receive}. */
export interface Opening {
  readonly transport: Transport
  /** Closes the connection when it aborts. The receiver aborts it when the connection has ended. */
  readonly closer: AbortController
  /** The leadership of this tab: closes the connection when it aborts. Default: none. */
  readonly leadership?: AbortSignal | undefined
  /** Called with each frame except `bye`, after it has been applied. */
  readonly onFrame?: (frame: Frame) => void
}

/** Opens connections and applies their frames to the store. */
export interface Receiver {
  /**
   * Receives until the connection ends.
   *
   * @returns the wait before the next connection, in milliseconds
   * @throws {TransportError} if the connection fails or is refused, or the member was removed. If
   *   `closer` was aborted with a reason, that reason may be thrown.
   */
  receive(opening: Opening): Promise<number>
  /** Applies one frame to the store. */
  apply(frame: Frame): Promise<Outcome>
  /**
   * Returns the time over which the pages of a server that has stopped spread their return, in
   * milliseconds.
   */
  reconnectWindowMs(): number
  /**
   * Reserves the time of the next resume. Two resumes are at least `RESUME_EVERY_MS` apart.
   *
   * @returns the wait until then, in milliseconds
   */
  resumeWaitMs(): number
  /**
   * Returns whether `CORRUPT_LIMIT` frames within `CORRUPT_WITHIN_MS` were corrupt, so that the
   * state itself is suspect and has to be replaced. A call that returns `true` resets the count.
   */
  isStateSuspect(): boolean
}

/**
 * The shortest time between two resumes, in milliseconds, so that a repeated fault does not flood
 * the server.
 */
const RESUME_EVERY_MS = 2_000
/** The number of corrupt frames within `CORRUPT_WITHIN_MS` that make the state itself suspect. */
const CORRUPT_LIMIT = 3
const CORRUPT_WITHIN_MS = 60_000
/** The time for which frames are applied without a pause, in milliseconds. */
const BUSY_MS = 8

/** Creates the receiver of one inbox. */
export function createReceiver(options: ReceiverOptions): Receiver {
  const { endpoint, tokens, store, deepen, share, tab, signal } = options
  /** The last value that the server sent, in milliseconds. */
  let reconnectWindowMs = 0
  const resumeWaitMs = createResumeSchedule()
  const suspicion = createSuspicion()

  /** Applies a frame, unless `until` has aborted meanwhile. */
  async function apply(frame: Frame, until = signal): Promise<Outcome> {
    noteServerTime(store, frame)
    if (frame.type === 'hello') reconnectWindowMs = frame.hints.reconnectWindowMs
    const whole = frame.type === 'snapshot' ? await deepen(frame) : frame
    // The member may have logged out meanwhile, or the page may have another member. The frame must
    // not be shown then.
    return until.aborted ? 'ignored' : store.apply(whole, receive)
  }

  return {
    apply,
    resumeWaitMs,
    reconnectWindowMs: () => reconnectWindowMs,
    async receive({ transport, closer, leadership = signal, onFrame }) {
      const token = await tokens.token()
      const until = AbortSignal.any([signal, closer.signal])
      try {
        const frames = transport.open({
          endpoint,
          cursor: store.$state.get().confirmed?.cursor ?? null,
          token,
          signal: AbortSignal.any([until, leadership]),
        })
        let hasReceived = false
        for await (const frame of inTurns(watched(frames, closer), tab)) {
          hasReceived = true
          if (frame.type === 'bye') {
            if (frame.reason === 'auth') tokens.reject(token)
            return pauseAfter(frame)
          }
          share(frame)
          if ((await apply(frame, until)) === 'resume') return resumeWaitMs()
          onFrame?.(frame)
        }
        // A proxy may close in good order a connection on which the server has sent nothing.
        if (!hasReceived) throw new TransportError('unexpected')
        return Math.random() * reconnectWindowMs
      } catch (error) {
        // The host may have no other token for a removed member, and this token is needed to
        // confirm the removal.
        if (isRefusal(error) && error.code !== 'removed') tokens.reject(token)
        if (!(error instanceof ProtocolError)) throw error
        suspicion.record()
        return resumeWaitMs()
      } finally {
        closer.abort()
      }
    },
    isStateSuspect: suspicion.take,
  }
}

/**
 * Returns the wait that a `bye` frame asks for, in milliseconds.
 *
 * @throws {TransportError} if the reason is that the member was removed
 */
function pauseAfter({ reason, retryAfterMs }: Bye): number {
  if (reason === 'revoked') throw new TransportError('removed')
  return retryAfterMs
}

/** Creates the function {@link Receiver.resumeWaitMs}. */
function createResumeSchedule(): () => number {
  /** The reserved time of the last resume. It may lie in the future. */
  let resumeAt = -Infinity
  return () => {
    const now = performance.now()
    const waitMs = Math.max(0, resumeAt + RESUME_EVERY_MS - now)
    resumeAt = now + waitMs
    return waitMs
  }
}

/**
 * Counts corrupt frames. One may be caused by chance or by a bad line. `CORRUPT_LIMIT` of them
 * within `CORRUPT_WITHIN_MS` mean that the client's own state is corrupt.
 */
function createSuspicion() {
  /** The times of the last corrupt frames, by `performance.now()`. */
  let corruptAt: readonly number[] = []
  return {
    record(): void {
      corruptAt = [...corruptAt, performance.now()].slice(-CORRUPT_LIMIT)
    },
    take(): boolean {
      const [first = -Infinity] = corruptAt
      const areFrequent =
        corruptAt.length === CORRUPT_LIMIT && performance.now() - first < CORRUPT_WITHIN_MS
      if (areFrequent) corruptAt = []
      return areFrequent
    },
  }
}

/**
 * Passes frames on, and lets the page respond and render each time when they have been applied for
 * `BUSY_MS`. A burst would otherwise be one long task.
 */
async function* inTurns(frames: AsyncIterable<Frame>, tab: TabEnvironment): AsyncGenerator<Frame> {
  let busyUntil = 0
  for await (const frame of frames) {
    yield frame
    // A hidden page renders nothing, and its timers take up to a minute.
    if (performance.now() < busyUntil || !tab.isVisible()) continue
    await new Promise<void>((resolve) => setTimeout(resolve))
    busyUntil = performance.now() + BUSY_MS
  }
}

/** Returns whether the server refused the member. Another token may be accepted. */
export const isRefusal = (error: unknown): error is TransportError =>
  error instanceof TransportError && ['unauthorized', 'forbidden', 'removed'].includes(error.code)
