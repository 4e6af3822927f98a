import type { InboxStore } from '../../store/inbox-store.js'
import { TransportError } from '../../transports/transport.js'
import type { RequestOptions } from '../requests/requests.js'
import { warnHost } from '../warn-host.js'
import { createBackoff } from './backoff.js'
import type { Diagnosis } from './diagnosis.js'
import { isRefusal, type Receiver } from './receiver.js'
import { createSlowBackoff } from './slow-backoff.js'
import type { Stopgap } from './stopgap.js'
import type { TransportFallback } from './transport-fallback.js'
import type { WakeableSleep } from './wakeable-sleep.js'

/** Dependencies of {@link RetryPolicy}. */
export interface RetryPolicyOptions {
  readonly requests: RequestOptions
  readonly store: InboxStore
  readonly fallback: TransportFallback
  readonly receiver: Receiver
  readonly stopgap: Stopgap
  /** The sleep of the connection, so that a wake-up also ends the wait for a diagnosis. */
  readonly sleep: WakeableSleep
  /** Called when the server refuses the member, and only a person can change that. */
  readonly onRefused: () => void
  /** Whether to try again after a refusal: the page is visible, or the host asks for it. */
  readonly isWatched: () => boolean
}

/** How long to wait after a request that the server rejected for good, in milliseconds. */
const REJECTED_MS = 30_000
/** The longest wait for the diagnosis of a failure, in milliseconds: its code may not load. */
const DIAGNOSIS_MS = 10_000

/**
 * Decides what follows a failed attempt to connect, and how long the connection waits before the
 * next one.
 */
export class RetryPolicy {
  /** The back-off of an outage. The connection resets it after it was stable. */
  readonly backoff = createBackoff()
  /**
   * Whether the server has reported that the member was removed, and has delivered no frame since.
   * The next attempt requests the full state, which confirms the removal or disproves it.
   */
  isMemberInDoubt = false
  /** Whether the page or its back end has to be fixed before another attempt can succeed. */
  isHostMistake = false
  /** Whether the server has refused the token, and has delivered no frame since. */
  #isTokenRefused = false
  readonly #options: RetryPolicyOptions
  /** The back-off after a refusal or a mistake of the page. Both last until a person acts. */
  readonly #slowBackoff = createSlowBackoff()
  /** The diagnosis; `undefined` until its code is loaded. */
  #diagnosis: Diagnosis | undefined

  constructor(options: RetryPolicyOptions) {
    this.#options = options
  }

  /** Called when the page wakes up: the next refusal of the token counts as the first one. */
  wake(): void {
    this.#isTokenRefused = false
  }

  /** Records that the server has delivered a frame: the next failure counts as the first one. */
  recordDelivery(): void {
    this.#isTokenRefused = this.isMemberInDoubt = this.isHostMistake = false
    this.#slowBackoff.reset()
  }

  /**
   * Decides what follows a failure. The first rule that applies decides:
   *
   * 1. The first refusal of the token is tried again at once, with a new token.
   * 2. The first report that the member was removed is checked at once: see `isMemberInDoubt`.
   * 3. After the second one the refusal is shown, and tried again slowly: see `#handleRefusal`.
   * 4. If the transport itself is the cause, another transport is tried at once.
   * 5. If the stopgap works, the back-off decides.
   * 6. Any other refusal is shown, and tried again slowly.
   * 7. A mistake of the page or its back end is tried again slowly.
   * 8. A request that the server rejected for good is tried again after `REJECTED_MS`.
   * 9. Otherwise the back-off decides.
   *
   * @returns the wait before the next attempt, in milliseconds
   */
  async recordFailure(error: unknown): Promise<number> {
    const failure = error instanceof TransportError ? error : new TransportError('network')
    const { code, retryable, retryAfterMs } = failure
    if (code === 'unauthorized' && !this.#isTokenRefused) {
      this.#isTokenRefused = true
      return 0
    }
    if (code === 'removed' && !this.isMemberInDoubt) {
      this.isMemberInDoubt = true
      return 0
    }
    if (code === 'unauthorized' || code === 'removed') return this.#handleRefusal(failure)
    const { fallback, receiver, stopgap } = this.#options
    const isServerUp = stopgap.isWorking
    const hasNewTransport = fallback.recordFailure({ isServerUp, isSilent: code === 'silent' })
    if (hasNewTransport) return 0
    // Drawn for each of the failures below, because the back-off counts them all.
    const waitMs = this.backoff.next(retryAfterMs, receiver.reconnectWindowMs())
    // The stopgap works, so the failure belongs to this transport. `fallback` counts it; a second
    // one replaces the transport.
    if (isServerUp) return waitMs
    if (isRefusal(failure)) return this.#handleRefusal(failure)
    this.isHostMistake = await this.#diagnoseHostMistake(failure)
    if (!this.isHostMistake) return retryable ? waitMs : REJECTED_MS
    stopgap.stop()
    return this.#slowBackoff.next(retryAfterMs)
  }

  /**
   * Returns whether a failure is a mistake of the page or its back end. The code of the diagnosis
   * loads with the first failure that may be one.
   */
  async #diagnoseHostMistake(failure: TransportError): Promise<boolean> {
    const { requests, sleep, store } = this.#options
    const isFirstState = !store.$state.get().confirmed
    const hasAnsweredBefore = !isFirstState
    const isShownAsOffline = store.$status.get() === 'offline'
    // A server that has answered before may be out of reach for a while, which is no mistake. It may
    // also send strange answers for a moment, as during a deployment: they are diagnosed only once
    // the outage has lasted until the page shows it.
    if (hasAnsweredBefore && (failure.code === 'network' || !isShownAsOffline)) return false
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
    await sleep.wait(DIAGNOSIS_MS, 0, diagnosed)
    return isMistake
  }

  /**
   * Handles a refusal of the member. Another tab may have a valid token; later this tab may have
   * one, or the server may accept the old one again.
   *
   * @returns the wait before the next attempt, in milliseconds
   */
  #handleRefusal({ detail, retryAfterMs }: TransportError): number {
    warnHost('refused', detail)
    this.#options.onRefused()
    // A hidden page tries again when it becomes visible.
    return this.#options.isWatched() ? this.#slowBackoff.next(retryAfterMs) : Infinity
  }
}
