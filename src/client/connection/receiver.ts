import { ProtocolError, type Bye, type Frame, type Snapshot } from '../../protocol/index.js'
import type { InboxStore } from '../../store/inbox-store.js'
import { receive } from '../../store/receive.js'
import type { Outcome } from '../../store/receive-snapshot.js'
import { TransportError, type Transport } from '../../transports/transport.js'
import { noteServerTime } from '../clock-skew.js'
import type { TokenSource } from '../requests/token-source.js'
import { watched } from './watchdog.js'

/** Dependencies of {@link createReceiver}. */
export interface ReceiverOptions {
  readonly endpoint: URL
  readonly tokens: TokenSource
  readonly store: InboxStore
  /** Brings a snapshot to the depth of the loaded list. */
  readonly deepen: (snapshot: Snapshot) => Promise<Snapshot>
  /** Every frame of this tab's own connections, for the other tabs. */
  readonly share: (frame: Frame) => void
  readonly signal: AbortSignal
}

/** How to receive one connection. */
export interface Opening {
  readonly transport: Transport
  /** Ends it. Aborted when it has ended. */
  readonly open: AbortController
  /** Ends it too. */
  readonly leadership?: AbortSignal
  /** Every frame but a farewell, once it has been taken in. */
  readonly onFrame?: (frame: Frame) => void
}

/** Opens connections and applies their frames to the store. */
export interface Receiver {
  /**
   * Receives until the connection ends.
   *
   * @returns the milliseconds to wait before the next one.
   * @throws whatever ended it, where that was not the server's word.
   */
  receive(opening: Opening): Promise<number>
  /** Takes one frame in. */
  take(frame: Frame): Promise<Outcome>
  /** Over how long the pages of a server that went away spread their return, in milliseconds. */
  herdMs(): number
  /** The milliseconds to wait before the state is asked for again from the cursor. */
  resumePause(): number
  /**
   * Whether `CORRUPT_LIMIT` frames within `CORRUPT_WITHIN_MS` were corrupt, so that the state itself is
   * suspect. Resets the count.
   */
  isSuspect(): boolean
}

/** Two resumes are at least so far apart, so that a fault that repeats is no storm. */
const RESUME_EVERY_MS = 2_000
/** Corrupt frames within this time that make the state itself suspect. */
const CORRUPT_LIMIT = 3
const CORRUPT_WITHIN_MS = 60_000

/** Makes the receiver of one inbox. */
export function createReceiver(options: ReceiverOptions): Receiver {
  const { endpoint, tokens, store, deepen, share, signal } = options
  let reconnectWindowMs = 0
  const resumePause = createSpacing()
  const suspicion = createSuspicion()

  async function take(frame: Frame, until = signal): Promise<Outcome> {
    noteServerTime(store, frame)
    if (frame.type === 'hello') reconnectWindowMs = frame.hints.reconnectWindowMs
    const whole = frame.type === 'snapshot' ? await deepen(frame) : frame
    // The member may have logged out meanwhile, or be another one: nothing of theirs is shown any more.
    return until.aborted ? 'ignored' : store.apply(whole, receive)
  }

  return {
    take,
    resumePause,
    herdMs: () => reconnectWindowMs,
    async receive({ transport, open, leadership = signal, onFrame }) {
      const token = await tokens.token()
      const until = AbortSignal.any([signal, open.signal])
      try {
        const frames = transport.open({
          endpoint,
          cursor: store.$state.get().confirmed?.cursor ?? null,
          token,
          signal: AbortSignal.any([until, leadership]),
        })
        let isHeard = false
        for await (const frame of watched(frames, open)) {
          isHeard = true
          if (frame.type === 'bye') {
            if (frame.reason === 'auth') tokens.reject(token)
            return pauseAfter(frame)
          }
          share(frame)
          if ((await take(frame, until)) === 'resume') return resumePause()
          onFrame?.(frame)
        }
        // A proxy may end in good order what no server has ever spoken on.
        if (!isHeard) throw new TransportError('unexpected')
        return Math.random() * reconnectWindowMs
      } catch (error) {
        // The host may give no other token for a removed member: this one confirms the removal.
        if (isRefusal(error) && error.code !== 'removed') tokens.reject(token)
        if (!(error instanceof ProtocolError)) throw error
        suspicion.note()
        return resumePause()
      } finally {
        open.abort()
      }
    },
    isSuspect: suspicion.isFounded,
  }
}

/** @throws {TransportError} where the server says goodbye because the member was removed. */
function pauseAfter({ reason, retryAfterMs }: Bye): number {
  if (reason === 'revoked') throw new TransportError('removed')
  return retryAfterMs
}

/** Answers how long the next resume has to wait, so that it is not too close to the one before. */
function createSpacing(): () => number {
  let resumedAt = -Infinity
  return () => {
    const now = performance.now()
    const waitMs = Math.max(0, resumedAt + RESUME_EVERY_MS - now)
    resumedAt = now + waitMs
    return waitMs
  }
}

/** Once is chance, or a bad line. So often in a minute is a state that cannot be built upon. */
function createSuspicion() {
  let corruptAt: readonly number[] = []
  return {
    note(): void {
      corruptAt = [...corruptAt, performance.now()].slice(-CORRUPT_LIMIT)
    },
    isFounded(): boolean {
      const [first = -Infinity] = corruptAt
      const isOften =
        corruptAt.length === CORRUPT_LIMIT && performance.now() - first < CORRUPT_WITHIN_MS
      if (isOften) corruptAt = []
      return isOften
    },
  }
}

/** Whether the server refused the member: another token may do. */
export const isRefusal = (error: unknown): error is TransportError =>
  error instanceof TransportError && ['unauthorized', 'forbidden', 'removed'].includes(error.code)
