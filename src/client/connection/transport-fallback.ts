import type { Transport } from '../../transports/transport.js'
import { createTransportMemory } from './transport-memory.js'
import type { TabEnvironment } from '../tabs/tab-environment.js'

/** Which of several transports is in use on this network. */
export interface TransportFallback {
  readonly current: Transport
  /** The best one, where another is in use. */
  readonly better: Transport | undefined
  /** Runs beside the one in use until that delivers; none where it is itself the one in use. */
  readonly stopgap: Transport | undefined
  /** The one in use brought a state. */
  delivered(): void
  /**
   * The one in use failed, or fell silent after it had delivered. Falls to the next where that is the
   * transport's own fault.
   *
   * @param isServerWell Whether the stopgap is answered: then it is not the server's.
   * @returns whether it fell.
   */
  failed(isServerWell: boolean, isSilent: boolean): boolean
  /** Back to the best one. */
  restore(): void
}

/** Failures in a row, with a server that answers, until a transport is out of order here. */
const FAILURES_ALLOWED = 2
/** Silences within this time that are no coincidence. */
const SILENCES_ALLOWED = 3
const SILENT_WITHIN_MS = 300_000

/** Makes the fallback of one endpoint. It remembers the transport in use for as long as the tab is open. */
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
