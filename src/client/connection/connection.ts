import { isSamePosition, type Frame, type Snapshot } from '../../protocol/index.js'
import type { InboxStore } from '../../store/inbox-store.js'
import { TransportError, type Transport } from '../../transports/transport.js'
import { createWakeableSleep } from './wakeable-sleep.js'
import { createProbe } from './probe.js'
import { createCatchUp } from './catch-up.js'
import { noteServerTime } from '../clock-skew.js'
import type { TransportFallback } from './transport-fallback.js'
import { LEAST_WAIT_MS } from './backoff.js'
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
    super()
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
  readonly #stopgap = createStopgap((closer) => this.#receiveByStopgap(closer))
  readonly #probe = createProbe((closer) => this.#tryBetterTransport(closer))
  /** Requests the full state, when a change was missed. */
  readonly #catchUp
  /** Closes the last regular connection. Aborted once that connection has ended. */
  #closer: AbortController | undefined
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
    this.#catchUp = createCatchUp(() => this.#requestMissed(), receiver.resumeWaitMs, signal)
    this.#sleep = createWakeableSleep(signal)
    const bridgeOutage = (): void => {
      // No transport works around a mistake of the page.
      if (!this.#retryPolicy.isHostMistake) this.#stopgap.start()
    }
    this.#status = createStatusReporter(store, bridgeOutage, signal)
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
    // All tabs wake up when the network is back. A hidden tab that follows needs no request of its
    // own: the leader's next frame shows it a gap.
    const isWatchedFollower = this.#isFollowing && this.#options.isWatched()
    if (this.#isOpen && this.#silenceMs() > STALE_MS) this.replace()
    else if (this.#isOpen || isWatchedFollower) this.#catchUp()
    // The stopgap comes first, because its connection postpones the next attempt.
    this.#stopgap.wake()
    this.#sleep.wake()
    this.#options.election()?.askLeader()
  }

  /** Called when the network may be gone: closes the connection, and opens another one. */
  replace(): void {
    this.#interrupt(Math.random() * SPREAD_MS)
  }

  /** Called when the network may have changed: checks whether a better transport works on it. */
  probe(): void {
    this.#probe.now()
  }

  /**
   * Called when a frame is missing: resumes from the cursor. Without a connection of its own, this
   * tab requests the full state.
   */
  resume(): void {
    if (this.#isOpen) this.#interrupt(this.#options.receiver.resumeWaitMs())
    else this.#catchUp()
  }

  /** Closes the connection, and opens no other one until {@link Connection.wake} is called. */
  pause(): void {
    this.#isPaused = true
    this.#interrupt(0)
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

  /** Closes the regular connection, if there is one. The next one opens after `waitMs`. */
  #interrupt(waitMs: number): void {
    this.#closer?.abort(new Interruption(waitMs))
  }

  /** Whether the regular connection is open, or about to open. */
  get #isOpen(): boolean {
    return this.#closer?.signal.aborted === false
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
    // Until now the tab had no inbox, so no leadership. Another tab may lead from here on, so the
    // stopgap of the first state ends.
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
    const mustReplaceState =
      isFirst || this.#retryPolicy.isMemberInDoubt || receiver.isStateSuspect()
    if (mustReplaceState) await receiver.apply(await askState())
    // The inbox is known now, and another tab may be connected to it already.
    if (isFirst) return 0
    await beforeOpen().catch(ignoreRetried)
    const closer = (this.#closer = new AbortController())
    const transport = fallback.current
    return receiver.receive({
      transport,
      closer,
      leadership,
      onFrame: (frame) => {
        this.#silenceMs = createStopwatch()
        if (provesDelivery(frame)) this.#recordDelivery(transport)
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
  async #receiveByStopgap(closer: AbortController): Promise<number> {
    const { fallback, receiver } = this.#options
    const transport = fallback.stopgap
    if (!transport) throw new TransportError('rejected')
    // It takes the turn of the regular connection, so that an outage costs few requests.
    this.#sleep.postpone(LEAST_WAIT_MS)
    return receiver.receive({
      transport,
      closer,
      onFrame: (frame) => {
        if (!provesDelivery(frame)) return
        this.#status.connected(transport.isDelayed ? 'degraded' : 'live')
        if (this.#stopgap.isWorking) return
        this.#stopgap.recordDelivery()
        // The server answers, so the regular transport is tried again at once.
        this.#sleep.wake()
      },
    })
  }

  /** Tries the preferred transport. It replaces the current one after `HEARTBEATS_OF_PROOF`. */
  async #tryBetterTransport(closer: AbortController): Promise<void> {
    const { fallback, receiver } = this.#options
    const transport = fallback.better
    if (!transport) return
    let heartbeats = 0
    await receiver.receive({
      transport,
      closer,
      onFrame: ({ type }) => {
        if (type !== 'heartbeat') return
        heartbeats += 1
        if (heartbeats < HEARTBEATS_OF_PROOF) return
        this.#probe.stop()
        fallback.restore()
        this.#interrupt(0)
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
      // No answer at all: the open connection may be dead too, so it is replaced. If another tab
      // holds it, nothing is lost: its next frame shows the gap again.
      const isAnswered = error instanceof TransportError && error.code !== 'network'
      if (this.#isOpen && !isAnswered) this.replace()
    }
  }
}

/**
 * Whether a frame proves that the transport delivers. `hello` does not: some proxies let the first
 * event through and hold back the rest.
 */
const provesDelivery = ({ type }: Frame): boolean => type !== 'hello'

const ignoreRetried = (): void => {
  // The sender retries by itself.
}
