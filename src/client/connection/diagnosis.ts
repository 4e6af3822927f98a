import { routeOf } from '../../transports/http.js'
import type { TransportError } from '../../transports/transport.js'
import type { RequestOptions } from '../requests/requests.js'
import { createStopwatch } from '../stopwatch.js'
import { warnHost } from '../warn-host.js'

/** Returns whether a failure is caused by a mistake, so that an early retry is useless. */
export type Diagnosis = (failure: TransportError, isFirstState: boolean) => Promise<boolean>

/** The shortest time between two probes of a server that is out of reach, in milliseconds. */
const PROBE_EVERY_MS = 30_000
/** The longest wait for the answer to a probe, in milliseconds. */
const ANSWER_MS = 5_000

/**
 * Creates the diagnosis, which distinguishes mistakes of the page or its back end from outages. It
 * warns the page's developer about mistakes. The code loads at the first failure that may be a
 * mistake.
 */
export function createDiagnosis(requests: RequestOptions): Diagnosis {
  const { endpoint } = requests
  let sinceProbeMs = (): number => Infinity
  let isReachable = false

  /**
   * Returns whether the server refuses the page's origin (CORS). A browser reports a refused origin
   * and an unreachable server in the same way, but only a reachable server answers a probe.
   */
  async function isOriginRefused(): Promise<boolean> {
    const { origin } = globalThis.location ?? {}
    if (!origin || origin === endpoint.origin || !navigator.onLine) return false
    // The server was reachable, and has refused the page once more. That is not a coincidence.
    if (isReachable) {
      warnHost('origin-refused', `${origin} at ${endpoint.href}`)
      return true
    }
    if (sinceProbeMs() < PROBE_EVERY_MS) return false
    sinceProbeMs = createStopwatch()
    isReachable = await isAnswered(requests)
    return isReachable
  }

  return async ({ code, status, detail }, isFirstState) => {
    if (code === 'network') return isFirstState && isOriginRefused()
    if (code === 'token') warnHost('no-token', detail)
    if (code !== 'unexpected') return false
    warnHost('not-belfry', `${endpoint.href}${status ? `, status ${status}` : ''}`)
    return isFirstState
  }
}

/**
 * Returns whether the server answers. A `no-cors` request needs no permission of the server; the
 * page learns only that there was an answer.
 */
async function isAnswered({ endpoint, fetch }: RequestOptions): Promise<boolean> {
  try {
    await fetch(routeOf(endpoint, 'inbox'), {
      mode: 'no-cors',
      credentials: 'omit',
      cache: 'no-store',
      signal: AbortSignal.timeout(ANSWER_MS),
    })
    return true
  } catch {
    return false
  }
}
