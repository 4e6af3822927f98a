import { isSamePosition, type Frame, type Snapshot } from '../../protocol/index.js'
import type { InboxStore } from '../../store/inbox-store.js'
import { TransportError, type Transport } from '../../transports/transport.js'
import { createWakeableSleep } from './wakeable-sleep.js'
import { createBackoff } from './backoff.js'
import { createProbe } from './probe.js'
import { createCatchUp } from './catch-up.js'
import { noteServerTime } from '../clock-skew.js'
import type { Diagnosis } from './diagnosis.js'
import type { TransportFallback } from './transport-fallback.js'
import { createStatusReporter } from './status.js'
import { createStopgap } from './stopgap.js'
import { isRefusal, type Receiver } from './receiver.js'
import type { RequestOptions } from '../requests/requests.js'
import { createSlowBackoff } from './slow-backoff.js'
import { createStopwatch } from '../stopwatch.js'
import type { LeaderElection } from '../tabs/leader-election.js'
import { warnHost } from '../warn-host.js'

/** Dependencies of {@link Connection}. */
export interface ConnectionOptions {
  readonly requests: RequestOptions
  /** Allows the next call of `getToken` at once, however often it has failed. */
  readonly retryToken: () => void
  readonly fallback: TransportFallback
  readonly receiver: Receiver
  readonly store: InboxStore
  /** Returns the election among the tabs of the inbox; `undefined` until the inbox is known. */
  readonly election: () => LeaderElection | undefined
  /** Requests the full state. */
  readonly askState: () => Promise<Snapshot>
  /** Called before each opening: sends the member's pending commands first. */
  readonly beforeOpen: () => Promise<void>
  /** Whether to keep the page up to date: it is visible, or the host asks for it. */
  readonly isWatched: () => boolean
  /** The failure of the request for the first state; `undefined` if it succeeded. */
  readonly failure: unknown
  readonly signal: AbortSignal
}

/** The shortest time between two attempts, in milliseconds. */
const GAP_MS = 250
/** Pages that lose the connection together spread their return over this time, in milliseconds. */
const SPREAD_MS = 300
/** A connection that was silent for longer is replaced when its page wakes up, in milliseconds. */
const STALE_MS = 20_000
/** A connection that lasted longer resets the back-off, in milliseconds. */
const STABLE_MS = 30_000
/** How long to wait after a request that the server rejected for good, in milliseconds. */
const REJECTED_MS = 30_000
/** The longest wait for the diagnosis of a failure, in milliseconds: its code may not load. */
const DIAGNOSIS_MS = 10_000
/** The number of heartbeats after which a better transport replaces the current one. */
const HEARTBEATS_OF_PROOF = 2

/**
 * Closes a connection from the page's side.
 *
 * @param waitMs The wait before the next connection, in milliseconds.
 */
class Interruption extends Error {
  override readonly name = 'Interruption'

  constructor(readonly waitMs: number) {
    super('connection interrupted by the page')
  }
}

/**
 * The page's connection to its inbox. It opens the connection, and keeps it open until the signal
 * aborts. It is the only place that decides when to try again, and how.
 */
export class Connection {
  readonly #options: ConnectionOptions
  readonly #sleep
  readonly #status
  readonly #backoff = createBackoff()
  /** The back-off after a refusal or a mistake of the page. Both last until a person acts. */
  readonly #slowBackoff = createSlowBackoff()
  #diagnosis: Diagnosis | undefined
  readonly #stopgap = createStopgap((open) => this.#bridge(open))
  readonly #probe = createProbe((open) => this.#tryBetter(open))
  readonly #catchUp
  #open: AbortController | undefined
  /** Whether another tab holds the connection. */
  #isFollowing = false
  #isPaused = false
  #isRefused = false
  /**
   * Whether a stream reported that the member was removed. The state is requested to confirm that.
   */
  #isMemberInDoubt = false
  #isMistaken = false
  #silenceMs = createStopwatch()

  constructor(options: ConnectionOptions) {
    const { receiver, store, signal } = options
    this.#options = options
    this.#catchUp = createCatchUp(() => this.#askAgain(), receiver.resumePause, signal)
    this.#sleep = createWakeableSleep(signal)
    this.#status = createStatusReporter(
      store,
      () => this.#isMistaken || this.#stopgap.start(),
      signal,
    )
    signal.addEventListener('abort', () => this.#stopSideConnections())
    void this.#run()
  }

  /**
   * Called when the page or the network is back, or may be. It starts the next attempt at once, and
   * checks whether the page has missed a change, whatever the clocks show.
   */
  wake(): void {
    this.#isPaused = false
    this.#isRefused = false
    this.#options.retryToken()
    if (this.#isOpen && this.#silenceMs() > STALE_MS) this.check()
    else if (this.#isOpen || (this.#isFollowing && this.#options.isWatched())) this.#catchUp()
    this.#sleep.wake()
    this.#options.election()?.ask()
  }

  /** Called when the network may be gone: replaces the connection. */
  check(): void {
    this.#open?.abort(new Interruption(Math.random() * SPREAD_MS))
  }

  /** Called when the network may have changed: checks whether a better transport works on it. */
  probe(): void {
    this.#probe.now()
  }

  /** Called when a frame is missing: resumes from the cursor. */
  resume(): void {
    if (this.#isOpen) this.#open?.abort(new Interruption(this.#options.receiver.resumePause()))
    else this.#catchUp()
  }

  /** Closes the connection, and opens no other one until {@link Connection.wake} is called. */
  pause(): void {
    this.#isPaused = true
    this.#open?.abort(new Interruption(0))
    this.#options.election()?.resign()
  }

  /** Applies a frame that another tab received. */
  hear(frame: Frame): void {
    this.#options.receiver.take(frame).then(
      (outcome) => {
        if (outcome === 'resume') this.#catchUp()
      },
      () => this.#catchUp(),
    )
  }

  get #isOpen(): boolean {
    return this.#open?.signal.aborted === false
  }

  async #run(): Promise<void> {
    const { failure, signal, store, election } = this.#options
    // Before the inbox is known there is no election: the closing signal stands for a leadership that
    // lasts as long as the page.
    let leadership = signal
    if (failure !== undefined) {
      this.#noteDisconnected()
      await this.#rest(await this.#afterError(failure))
    }
    while (!signal.aborted) {
      if (store.$state.get().confirmed) {
        // Another tab may lead now, so the stopgap of the first state ends.
        if (leadership === signal) this.#stopSideConnections()
        const before = leadership
        this.#isFollowing = true
        leadership = (await election()?.leadership()) ?? signal
        this.#isFollowing = false
        if (leadership !== before)
          leadership.addEventListener('abort', () => this.#stopSideConnections())
      } else leadership = signal
      const waitMs = leadership.aborted ? 0 : await this.#attempt(leadership)
      await this.#rest(waitMs)
    }
  }

  async #rest(waitMs: number): Promise<void> {
    const { signal } = this.#options
    while (!signal.aborted) {
      await this.#sleep.wait(this.#isPaused ? Infinity : waitMs, GAP_MS)
      if (!this.#isPaused) return
    }
  }

  /**
   * Opens one connection and receives until it ends. Resolves with the wait before the next
   * connection, in milliseconds.
   */
  async #attempt(leadership: AbortSignal): Promise<number> {
    const openedAt = performance.now()
    this.#noteDisconnected()
    try {
      return await this.#connect(leadership)
    } catch (error) {
      return await this.#afterError(error)
    } finally {
      if (performance.now() - openedAt > STABLE_MS) this.#backoff.reset()
      this.#noteDisconnected()
      if (leadership.aborted || this.#isPaused) this.#stopSideConnections()
    }
  }

  /** Reports that this tab is disconnected, unless the stopgap works. */
  #noteDisconnected(): void {
    if (!this.#stopgap.isWell && this.#options.store.$status.get() !== 'unauthorized')
      this.#status.disconnected()
  }

  async #connect(leadership: AbortSignal): Promise<number> {
    const { askState, beforeOpen, fallback, receiver, store } = this.#options
    const isFirst = !store.$state.get().confirmed
    if (isFirst || this.#isMemberInDoubt || receiver.isSuspect())
      await receiver.take(await askState())
    // The inbox is known now, and another tab may be connected to it already.
    if (isFirst) return 0
    await beforeOpen().catch(ignoreRetried)
    const open = (this.#open = new AbortController())
    const transport = fallback.current
    return receiver.receive({
      transport,
      open,
      leadership,
      onFrame: (frame) => {
        this.#silenceMs = createStopwatch()
        if (frame.type !== 'hello') this.#delivered(transport)
      },
    })
  }

  #delivered(transport: Transport): void {
    const { fallback } = this.#options
    this.#isRefused = this.#isMemberInDoubt = this.#isMistaken = false
    this.#slowBackoff.reset()
    this.#status.connected(transport.isDelayed ? 'degraded' : 'live')
    this.#stopgap.stop()
    fallback.delivered()
    if (fallback.better) this.#probe.start()
  }

  /**
   * Decides what follows an error, in this order: an interruption by the page names its own wait; a
   * first refusal is tried once more at once; a second one gives up; another transport may take over
   * at once; a mistake of the page is retried slowly; everything else follows the back-off.
   *
   * @returns the wait before the next attempt, in milliseconds
   */
  async #afterError(error: unknown): Promise<number> {
    if (error instanceof Interruption) return error.waitMs
    const failure = error instanceof TransportError ? error : new TransportError('network')
    const { code, retryable, retryAfterMs } = failure
    // The first refusal may be an expired token, and the next attempt uses a new one. A second
    // refusal needs a person to act.
    if (code === 'unauthorized' && !this.#isRefused) {
      this.#isRefused = true
      return 0
    }
    if (code === 'removed' && !this.#isMemberInDoubt) {
      this.#isMemberInDoubt = true
      return 0
    }
    if (code === 'unauthorized' || code === 'removed') return this.#giveUp(failure)
    const { fallback, receiver } = this.#options
    if (fallback.failed(this.#stopgap.isWell, code === 'silent')) return 0
    const waitMs = this.#backoff.next(retryAfterMs, receiver.herdMs())
    // If the stopgap works, the server refused this transport and not the page. Another attempt
    // decides.
    if (this.#stopgap.isWell) return waitMs
    if (isRefusal(failure)) return this.#giveUp(failure)
    this.#isMistaken = await this.#isMistake(failure)
    if (this.#isMistaken) {
      this.#stopgap.stop()
      return this.#slowBackoff.next(retryAfterMs)
    }
    return retryable ? waitMs : REJECTED_MS
  }

  /**
   * Returns whether the page or its back end has to be fixed before another attempt can succeed.
   */
  async #isMistake(failure: TransportError): Promise<boolean> {
    const { requests, store } = this.#options
    const isFirstState = !store.$state.get().confirmed
    // A server that has answered before may be unavailable for a while. That is an outage, and not
    // a mistake of the page.
    const isOutage =
      !isFirstState && (failure.code === 'network' || store.$status.get() !== 'offline')
    if (isOutage) return false
    const diagnose = async (): Promise<boolean> => {
      this.#diagnosis ??= (await import('./diagnosis.js')).createDiagnosis(requests)
      return this.#diagnosis(failure, isFirstState)
    }
    let isMistake = false
    const diagnosed = diagnose().then(
      (answer) => (isMistake = answer),
      // The code of the diagnosis did not load. The page is offline, which explains the failure.
      () => undefined,
    )
    await this.#sleep.wait(DIAGNOSIS_MS, 0, diagnosed)
    return isMistake
  }

  /**
   * Handles a refusal of the member. Another tab may have a valid token; later this tab may have
   * one, or the server may accept the old one again.
   *
   * @returns the wait before the next attempt, in milliseconds
   */
  #giveUp({ detail, retryAfterMs }: TransportError): number {
    warnHost('refused', detail)
    this.#stopSideConnections()
    this.#status.unauthorized()
    this.#options.election()?.resign()
    // A hidden page tries again when it becomes visible.
    return this.#options.isWatched() ? this.#slowBackoff.next(retryAfterMs) : Infinity
  }

  /** Stops what runs beside the connection: the stopgap, the probe, and a pending status. */
  #stopSideConnections(): void {
    this.#status.cancel()
    this.#stopgap.stop()
    this.#probe.stop()
  }

  async #bridge(open: AbortController): Promise<number> {
    const { fallback, receiver } = this.#options
    const transport = fallback.stopgap
    if (!transport) throw new TransportError('rejected')
    return receiver.receive({
      transport,
      open,
      onFrame: (frame) => {
        if (frame.type === 'hello') return
        this.#status.connected(transport.isDelayed ? 'degraded' : 'live')
        if (this.#stopgap.isWell) return
        this.#stopgap.delivered()
        // The server answers, so the regular transport is tried again at once.
        this.#sleep.wake()
      },
    })
  }

  async #tryBetter(open: AbortController): Promise<void> {
    const { fallback, receiver } = this.#options
    const transport = fallback.better
    if (!transport) return
    let heartbeats = 0
    await receiver.receive({
      transport,
      open,
      onFrame: ({ type }) => {
        if (type !== 'heartbeat') return
        heartbeats += 1
        if (heartbeats < HEARTBEATS_OF_PROOF) return
        this.#probe.stop()
        fallback.restore()
        this.#open?.abort(new Interruption(0))
      },
    })
  }

  /** Requests the full state beside the connection of this tab or of another tab. */
  async #askAgain(): Promise<void> {
    const { askState, receiver, store } = this.#options
    try {
      const state = await askState()
      const { confirmed } = store.$state.get()
      if (
        confirmed?.inbox === state.inbox &&
        confirmed.epoch === state.epoch &&
        isSamePosition(confirmed.position, state.position)
      )
        return noteServerTime(store, state)
      await receiver.take(state)
      // The open connection did not bring the change, so it is replaced.
      if (this.#isOpen) this.check()
    } catch (error) {
      // If another tab holds the connection, its next frame shows the gap again.
      const isAnswered = error instanceof TransportError && error.code !== 'network'
      if (this.#isOpen && !isAnswered) this.check()
    }
  }
}

const ignoreRetried = (): void => {
  // The sender retries by itself.
}
