import type { ServerOptions } from 'node:http'
import type { Config } from '../config.js'

/** The time for the body of a request after the timeout of its headers, in milliseconds. */
const BODY_TIMEOUT_MS = 30_000
/**
 * The maximum interval between two checks for late requests, in milliseconds. Node's
 * default is 30 s.
 */
const LATE_CHECK_MS = 1000
/** The time after which TCP keep-alive probes an idle connection, in milliseconds. */
const PROBE_AFTER_MS = 30_000

/**
 * Returns the timeouts of connections and requests.
 *
 * A proxy keeps idle connections, commonly for 60 s, and sends the next request over one of them.
 * The server must therefore keep them longer than the proxy. Otherwise requests arrive on a
 * closed connection.
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
