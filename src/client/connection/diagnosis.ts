import { routeOf } from '../../transports/http.js'
import type { TransportError } from '../../transports/transport.js'
import type { RequestOptions } from '../requests/requests.js'
import { createStopwatch } from '../stopwatch.js'
import { warnHost } from '../warn-host.js'

/** Answers whether a failure comes of a mistake, so that trying again soon is in vain. */
export type Diagnosis = (failure: TransportError, isFirstState: boolean) => Promise<boolean>

/** A server that is out of reach is looked for no more often than this, in milliseconds. */
const PROBE_EVERY_MS = 30_000
/** An answer to a probe that takes longer is none, in milliseconds. */
const ANSWER_MS = 5_000

/**
 * Tells mistakes of the page or its back end from outages, and tells the page's developer of them.
 * Loaded at the first failure that may be one.
 */
export function createDiagnosis(requests: RequestOptions): Diagnosis {
  const { endpoint } = requests
  let sinceProbeMs = (): number => Infinity
  let isReachable = false

  /** A page is told no difference between the two, but a server that is out of reach answers nothing. */
  async function isOriginRefused(): Promise<boolean> {
    const { origin } = globalThis.location ?? {}
    if (!origin || origin === endpoint.origin || !navigator.onLine) return false
    // It was reachable, and refused the page once more: by now that is no coincidence.
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

/** Asked in a way that no server has to allow: the page learns that there was an answer, and no more. */
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
