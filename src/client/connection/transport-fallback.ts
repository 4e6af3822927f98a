import type { Transport } from '../../transports/transport.js'
import { createTransportMemory } from './transport-memory.js'
import type { TabEnvironment } from '../tabs/tab-environment.js'

/** Selects the transport for this network. */
export interface TransportFallback {
  readonly current: Transport
  /** The preferred transport, if another one is in use; `undefined` otherwise. */
  readonly better: Transport | undefined
  /**
   * The transport for the stopgap, which runs until the current transport delivers; `undefined` if
   * there is none below the current one.
   */
  readonly stopgap: Transport | undefined
  /** Records that the current transport has delivered a frame. */
  recordDelivery(): void
  /**
   * Records that the current transport has failed. Selects the next transport if the failure is
   * caused by the transport itself.
   *
   * @returns whether another transport was selected
   */
  recordFailure(failure: TransportFailure): boolean
  /** Selects the preferred transport again. */
  restore(): void
}

/** The evidence of one failure. */
export interface TransportFailure {
  /** Whether the server answers the stopgap, so that the server is not the cause. */
  readonly isServerUp: boolean
  /** Whether the connection was open, but no frame arrived. */
  readonly isSilent: boolean
}

/**
 * The number of consecutive failures after which a transport is replaced, if the server answers.
 */
const FAILURES_ALLOWED = 2
/**
 * The number of silences within `SILENT_WITHIN_MS` after which a transport is replaced, even if it
 * has delivered frames in between.
 */
const SILENCES_ALLOWED = 3
const SILENT_WITHIN_MS = 300_000

/**
 * Creates the fallback of one endpoint. It stores the current transport in the tab's session
 * storage.
 */
export function createTransportFallback(
  transports: readonly Transport[],
  tab: TabEnvironment,
  endpoint: URL,
): TransportFallback {
  const memory = createTransportMemory(tab, `belfry:${endpoint.href}:transport`)
  /** The index of the current transport. */
  let index = Math.max(
    0,
    transports.findIndex(({ name }) => name === memory.read()),
  )
  /** The number of failures in a row while the server was up. */
  let failures = 0
  /** The times of the last silences, by `performance.now()`. */
  let silences: readonly number[] = []

  const current = (): Transport => transports[index] as Transport

  /** Selects the next transport. Returns `false` at the last one. */
  function selectNext(): boolean {
    failures = 0
    silences = []
    if (index === transports.length - 1) return false
    index += 1
    memory.write(current().name)
    return true
  }

  return {
    get current() {
      return current()
    },
    get better() {
      return index > 0 ? transports[0] : undefined
    },
    get stopgap() {
      return transports.slice(index + 1).find(({ name }) => name === 'polling')
    },
    recordDelivery() {
      failures = 0
    },
    recordFailure({ isServerUp, isSilent }) {
      if (isSilent) silences = [...silences, performance.now()].slice(-SILENCES_ALLOWED)
      const [first = -Infinity] = silences
      if (silences.length === SILENCES_ALLOWED && performance.now() - first < SILENT_WITHIN_MS)
        return selectNext()
      failures = isServerUp ? failures + 1 : 0
      return failures >= FAILURES_ALLOWED && selectNext()
    },
    restore() {
      index = 0
      failures = 0
      silences = []
      memory.write(null)
    },
  }
}
