import { isSamePosition, type Frame, type Snapshot } from '../../protocol/index.js'
import type { InboxStore } from '../../store/inbox-store.js'
import { TransportError, type Transport } from '../../transports/transport.js'
import { createWakeableSleep } from './wakeable-sleep.js'
import { createProbe } from './probe.js'
import { createCatchUp } from './catch-up.js'
import { noteServerTime } from '../clock-skew.js'
import type { TransportFallback } from './transport-fallback.js'
import { createStatusReporter } from './status.js'
import { createStopgap } from './stopgap.js'
import type { Receiver } from './receiver.js'
import { RetryPolicy } from './retry-policy.js'
import type { RequestOptions } from '../requests/requests.js'
import { createStopwatch } from '../stopwatch.js'
import type { LeaderElection } from '../tabs/leader-election.js'

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
 * aborts. {@link RetryPolicy} decides when to try again after a failure.
 */
export class Connection {
  readonly #options: ConnectionOptions
  /** The wait before the next attempt. */
  readonly #sleep
  readonly #status
  readonly #retryPolicy
  readonly #stopgap = createStopgap((open) => this.#receiveByStopgap(open))
  readonly #probe = createProbe((open) => this.#tryBetterTransport(open))
  /** Requests the full state, when a change was missed. */
  readonly #catchUp
  /** The last regular connection: aborting it closes it. Aborted once the connection has ended. */
  #open: AbortController | undefined
  /** Whether this tab waits for its leadership: another tab holds the connection. */
  #isFollowing = false
  /**
   * Whether the page stays disconnected until {@link Connection.wake}: it is frozen, in the
   * back/forward cache, or has been hidden for long.
   */
  #isPaused = false
  /** Returns the time since the last frame, in milliseconds. */
  #silenceMs = createStopwatch()

  constructor(options: ConnectionOptions) {
    const { receiver, store, signal } = options
    this.#options = options
    this.#catchUp = createCatchUp(() => this.#requestMissed(), receiver.reserveResume, signal)
    this.#sleep = createWakeableSleep(signal)
    const bridge = (): unknown => this.#retryPolicy.isMistaken || this.#stopgap.start()
    this.#status = createStatusReporter(store, bridge, signal)
    this.#retryPolicy = new RetryPolicy({
      ...options,
      stopgap: this.#stopgap,
      sleep: this.#sleep,
      onRefused: () => {
        this.#stopSideConnections()
        this.#status.unauthorized()
        this.#options.election()?.resign()
      },
    })
    signal.addEventListener('abort', () => this.#stopSideConnections())
    void this.#run()
  }

  /**
   * Called when the page or the network is back, or may be. It starts the next attempt at once, and
   * checks whether the page has missed a change, whatever the clocks show.
   */
  wake(): void {
    this.#isPaused = false
    this.#retryPolicy.wake()
    this.#options.retryToken()
    if (this.#isOpen && this.#silenceMs() > STALE_MS) this.replace()
    else if (this.#isOpen || (this.#isFollowing && this.#options.isWatched())) this.#catchUp()
    this.#sleep.wake()
    this.#options.election()?.askLeader()
  }

  /** Called when the network may be gone: closes the connection, and opens another one. */
  replace(): void {
    this.#open?.abort(new Interruption(Math.random() * SPREAD_MS))
  }

  /** Called when the network may have changed: checks whether a better transport works on it. */
  probe(): void {
    this.#probe.now()
  }

  /** Called when a frame is missing: resumes from the cursor. */
  resume(): void {
    if (this.#isOpen) this.#open?.abort(new Interruption(this.#options.receiver.reserveResume()))
    else this.#catchUp()
  }

  /** Closes the connection, and opens no other one until {@link Connection.wake} is called. */
  pause(): void {
    this.#isPaused = true
    this.#open?.abort(new Interruption(0))
    this.#options.election()?.resign()
  }

  /** Applies a frame that another tab received. */
  applyShared(frame: Frame): void {
    this.#options.receiver.apply(frame).then(
      (outcome) => {
        if (outcome === 'resume') this.#catchUp()
      },
      () => this.#catchUp(),
    )
  }

  /** Whether the regular connection is open, or about to open. */
  get #isOpen(): boolean {
    return this.#open?.signal.aborted === false
  }

  /** Connects again and again, until the signal aborts. */
  async #run(): Promise<void> {
    const { failure, signal, store } = this.#options
    // Before the inbox is known there is no election, so this tab connects without a leadership.
    let leadership: AbortSignal | undefined
    if (failure !== undefined) {
      this.#reportDisconnected()
      await this.#rest(await this.#retryPolicy.recordFailure(failure))
    }
    while (!signal.aborted) {
      const isInboxKnown = store.$state.get().confirmed !== null
      leadership = isInboxKnown ? await this.#awaitLeadership(leadership) : undefined
      const waitMs = leadership?.aborted ? 0 : await this.#attempt(leadership)
      await this.#rest(waitMs)
    }
  }

  /** Resolves once this tab may hold the connection, with a signal that ends its leadership. */
  async #awaitLeadership(previous: AbortSignal | undefined): Promise<AbortSignal | undefined> {
    // The stopgap of the first state ends, because another tab may lead now.
    if (!previous) this.#stopSideConnections()
    this.#isFollowing = true
    const leadership = await this.#options.election()?.leadership()
    this.#isFollowing = false
    if (leadership !== previous)
      leadership?.addEventListener('abort', () => this.#stopSideConnections())
    return leadership
  }

  /** Waits before the next attempt: at least `GAP_MS`, and until the page is no longer paused. */
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
  async #attempt(leadership: AbortSignal | undefined): Promise<number> {
    const openedAt = performance.now()
    this.#reportDisconnected()
    try {
      return await this.#connect(leadership).finally(() => {
        // The reset comes first, because a failure draws the next wait from the back-off.
        if (performance.now() - openedAt > STABLE_MS) this.#retryPolicy.backoff.reset()
      })
    } catch (error) {
      if (error instanceof Interruption) return error.waitMs
      return await this.#retryPolicy.recordFailure(error)
    } finally {
      this.#reportDisconnected()
      if (leadership?.aborted || this.#isPaused) this.#stopSideConnections()
    }
  }

  /** Reports that this tab is disconnected, unless the stopgap works. */
  #reportDisconnected(): void {
    if (!this.#stopgap.isWorking && this.#options.store.$status.get() !== 'unauthorized')
      this.#status.disconnected()
  }

  /** Brings the state and the commands up to date, and receives until the connection ends. */
  async #connect(leadership: AbortSignal | undefined): Promise<number> {
    const { askState, beforeOpen, fallback, receiver, store } = this.#options
    const isFirst = !store.$state.get().confirmed
    if (isFirst || this.#retryPolicy.isMemberInDoubt || receiver.takeSuspicion())
      await receiver.apply(await askState())
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
        if (frame.type !== 'hello') this.#recordDelivery(transport)
      },
    })
  }

  /** Records that a frame has arrived through the regular connection. */
  #recordDelivery(transport: Transport): void {
    const { fallback } = this.#options
    this.#retryPolicy.recordDelivery()
    this.#status.connected(transport.isDelayed ? 'degraded' : 'live')
    this.#stopgap.stop()
    fallback.recordDelivery()
    if (fallback.better) this.#probe.start()
  }

  /** Stops the connections beside the regular one, and the wait before an outage is shown. */
  #stopSideConnections(): void {
    this.#status.cancel()
    this.#stopgap.stop()
    this.#probe.stop()
  }

  /** Receives one connection of the stopgap. */
  async #receiveByStopgap(open: AbortController): Promise<number> {
    const { fallback, receiver } = this.#options
    const transport = fallback.stopgap
    if (!transport) throw new TransportError('rejected')
    return receiver.receive({
      transport,
      open,
      onFrame: (frame) => {
        if (frame.type === 'hello') return
        this.#status.connected(transport.isDelayed ? 'degraded' : 'live')
        if (this.#stopgap.isWorking) return
        this.#stopgap.recordDelivery()
        // The server answers, so the regular transport is tried again at once.
        this.#sleep.wake()
      },
    })
  }

  /** Tries the preferred transport. It replaces the current one after `HEARTBEATS_OF_PROOF`. */
  async #tryBetterTransport(open: AbortController): Promise<void> {
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
  async #requestMissed(): Promise<void> {
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
      await receiver.apply(state)
      // The open connection did not bring the change, so it is replaced.
      if (this.#isOpen) this.replace()
    } catch (error) {
      // If another tab holds the connection, its next frame shows the gap again.
      const isAnswered = error instanceof TransportError && error.code !== 'network'
      if (this.#isOpen && !isAnswered) this.replace()
    }
  }
}

const ignoreRetried = (): void => {
  // The sender retries by itself.
}
