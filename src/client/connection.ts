import { ProtocolError, type Bye, type Frame, type Snapshot } from '../protocol/index.js'
import type { InboxStore } from '../store/inbox-store.js'
import type { Outcome } from '../store/receive.js'
import { TransportError, type Transport } from '../transports/transport.js'
import { createBackoff } from './backoff.js'
import { noteServerTime } from './clock.js'
import { createOutage, type Outage } from './outage.js'
import type { Session } from './session.js'
import { createAlarm, type Alarm } from './alarm.js'
import { watched } from './watchdog.js'

/** What a connection works with. */
export interface ConnectionOptions {
  readonly endpoint: URL
  readonly transport: Transport
  readonly session: Session
  readonly store: InboxStore
  /** Done before each opening: what the member did goes out first. */
  readonly beforeOpen: () => Promise<void>
  /** Brings a snapshot to the depth of the loaded list. */
  readonly deepen: (snapshot: Snapshot) => Promise<Snapshot>
  readonly signal: AbortSignal
}

/** Two resumes are at least so far apart, so that a fault that repeats is no storm. */
const RESUME_EVERY_MS = 2_000
/** A connection that lasted so long was a good one: the next failure is a first one. */
const STABLE_MS = 30_000
/** A refusal that nothing on this page can change is worth another look now and then. */
const REFUSED_MS = 30_000
const FORBIDDEN_MS = 600_000
/** Corrupt frames within this time that make the state itself suspect. */
const CORRUPT_LIMIT = 3
const CORRUPT_WITHIN_MS = 60_000

/** Ends a connection from this side, and says how long to stay away. */
class Interruption extends Error {
  override readonly name = 'Interruption'

  constructor(readonly waitMs: number) {
    super('connection interrupted by the page')
  }
}

/**
 * The page's connection to its inbox. Opens it, keeps it open until the signal aborts, and is the one
 * place that decides when to try again.
 */
export class Connection {
  readonly #options: ConnectionOptions
  readonly #alarm: Alarm
  readonly #outage: Outage
  readonly #backoff = createBackoff()
  #open: AbortController | undefined
  #isPaused = false
  #isRefused = false
  #resumedAt = -Infinity
  #reconnectWindowMs = 0
  #corruptAt: readonly number[] = []

  constructor(options: ConnectionOptions) {
    this.#options = options
    this.#alarm = createAlarm(options.signal)
    this.#outage = createOutage(options.store, options.signal)
    void this.#run()
  }

  /** Tries now, if it is waiting to. */
  wake(): void {
    this.#isPaused = false
    this.#isRefused = false
    if (!this.#open || this.#open.signal.aborted) this.#alarm.ring()
  }

  /** Closes what is open and goes on from the cursor. */
  resume(): void {
    this.#open?.abort(new Interruption(this.#resumePause()))
  }

  /** Closes what is open, and stays so until woken. */
  pause(): void {
    this.#isPaused = true
    this.#open?.abort(new Interruption(Infinity))
  }

  async #run(): Promise<void> {
    const { signal } = this.#options
    while (!signal.aborted) {
      let waitMs: number
      try {
        waitMs = await this.#connect()
      } catch (error) {
        waitMs = this.#afterError(error)
      }
      if (signal.aborted) return
      if (this.#isPaused) waitMs = Infinity
      if (waitMs !== Infinity) this.#outage.begin()
      await this.#alarm.sleep(waitMs)
    }
  }

  /** Receives until the connection ends. Resolves with the time to wait before the next one. */
  async #connect(): Promise<number> {
    const { beforeOpen, session, endpoint, transport, signal } = this.#options
    await beforeOpen()
    const token = await session.token()
    const open = (this.#open = new AbortController())
    const openedAt = Date.now()
    try {
      const frames = transport.open({
        endpoint,
        cursor: this.#cursor(),
        token,
        signal: AbortSignal.any([signal, open.signal]),
      })
      for await (const frame of watched(frames, open)) {
        if (frame.type === 'bye') return this.#afterBye(frame, token)
        if ((await this.#take(frame)) === 'resume') return this.#resumePause()
      }
      return Math.random() * this.#reconnectWindowMs
    } catch (error) {
      if (isUnauthorized(error)) session.reject(token)
      throw error
    } finally {
      open.abort()
      if (Date.now() - openedAt > STABLE_MS) this.#backoff.reset()
    }
  }

  async #take(frame: Exclude<Frame, Bye>): Promise<Outcome> {
    const { store, deepen } = this.#options
    noteServerTime(store, frame)
    if (frame.type === 'hello') {
      this.#reconnectWindowMs = frame.hints.reconnectWindowMs
      return 'ignored'
    }
    this.#isRefused = false
    const outcome = store.apply(frame.type === 'snapshot' ? await deepen(frame) : frame)
    if (outcome !== 'resume') this.#outage.end()
    return outcome
  }

  #afterBye({ reason, retryAfterMs }: Bye, token: string | null): number {
    if (reason === 'auth' || reason === 'revoked') this.#options.session.reject(token)
    return retryAfterMs
  }

  #afterError(error: unknown): number {
    if (error instanceof Interruption) return error.waitMs
    if (error instanceof ProtocolError) {
      this.#corruptAt = [...this.#corruptAt, Date.now()].slice(-CORRUPT_LIMIT)
      return this.#resumePause()
    }
    if (isUnauthorized(error)) return this.#afterRefusal()
    if (!(error instanceof TransportError)) return this.#backoff.next()
    if (error.code === 'forbidden') return FORBIDDEN_MS
    if (!error.retryable) return REFUSED_MS
    const asked = (error.retryAfterMs ?? 0) * (1 + Math.random() / 2)
    return Math.max(this.#backoff.next(), asked)
  }

  /** Once is an expired token, and the next is on its way. Twice is for a person to solve. */
  #afterRefusal(): number {
    if (this.#isRefused) {
      this.#outage.unauthorized()
      return Infinity
    }
    this.#isRefused = true
    return 0
  }

  /** Where to go on from; nowhere, once what arrives has been corrupt too often. */
  #cursor(): string | null {
    const [first] = this.#corruptAt
    const isSuspect =
      this.#corruptAt.length === CORRUPT_LIMIT &&
      first !== undefined &&
      Date.now() - first < CORRUPT_WITHIN_MS
    if (isSuspect) this.#corruptAt = []
    return isSuspect ? null : (this.#options.store.$state.get().confirmed?.cursor ?? null)
  }

  #resumePause(): number {
    const waitMs = Math.max(0, this.#resumedAt + RESUME_EVERY_MS - Date.now())
    this.#resumedAt = Date.now() + waitMs
    return waitMs
  }
}

const isUnauthorized = (error: unknown): boolean =>
  error instanceof TransportError && error.code === 'unauthorized'
