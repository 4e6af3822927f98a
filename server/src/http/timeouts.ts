import type { ServerOptions } from 'node:http'
import type { Config } from '../config.js'

/** The body of a request must be there so long after the headers had to be, in milliseconds. */
const BODY_TIMEOUT_MS = 30_000
/** The longest between two looks for requests that are late, in milliseconds: Node's own is 30 s. */
const LATE_CHECK_MS = 1000
/** A silent connection is asked whether it lives after this time, in milliseconds. */
const PROBE_AFTER_MS = 30_000

/**
 * How long connections and requests may take.
 *
 * A proxy keeps idle connections, commonly for 60 s, and sends the next request over one of them. The
 * server must therefore keep them longer than the proxy does, or requests meet a closed connection.
 */
export const timeoutsOf = ({
  keepAliveMs,
  headersTimeoutMs,
}: Pick<Config, 'keepAliveMs' | 'headersTimeoutMs'>): ServerOptions => ({
  keepAliveTimeout: keepAliveMs,
  headersTimeout: headersTimeoutMs,
  requestTimeout: headersTimeoutMs + BODY_TIMEOUT_MS,
  connectionsCheckingInterval: Math.min(LATE_CHECK_MS, headersTimeoutMs),
  keepAlive: true,
  keepAliveInitialDelay: PROBE_AFTER_MS,
})
