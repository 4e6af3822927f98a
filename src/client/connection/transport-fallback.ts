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
  /** Reports that the current transport has delivered a frame. */
  delivered(): void
  /**
   * Reports that the current transport has failed, or has stopped delivering. Selects the next
   * transport if the failure is caused by the transport itself.
   *
   * @param isServerWell Whether the stopgap receives frames, so that the server is not the cause.
   * @param isSilent Whether the connection was open but no frame arrived.
   * @returns whether another transport was selected
   */
  failed(isServerWell: boolean, isSilent: boolean): boolean
  /** Selects the preferred transport again. */
  restore(): void
}

/**
 * The number of consecutive failures after which a transport is replaced, if the server answers.
 */
const FAILURES_ALLOWED = 2
/** The number of silences within `SILENT_WITHIN_MS` after which a transport is replaced. */
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
  let index = Math.max(
    0,
    transports.findIndex(({ name }) => name === memory.read()),
  )
  let failures = 0
  let silences: readonly number[] = []

  const current = (): Transport => transports[index] as Transport

  function fall(): boolean {
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
    delivered() {
      failures = 0
    },
    failed(isServerWell, isSilent) {
      if (isSilent) silences = [...silences, performance.now()].slice(-SILENCES_ALLOWED)
      const [first = -Infinity] = silences
      if (silences.length === SILENCES_ALLOWED && performance.now() - first < SILENT_WITHIN_MS)
        return fall()
      failures = isServerWell ? failures + 1 : 0
      return failures >= FAILURES_ALLOWED && fall()
    },
    restore() {
      index = 0
      failures = 0
      silences = []
      memory.write(null)
    },
  }
}
