import type { MiddlewareHandler } from 'hono'
import { cors } from 'hono/cors'
import type { Config } from '../config.js'
import { mayCall } from './page-origin.js'

/** The time for which a browser caches a preflight, in seconds: the maximum of Chromium. */
const PREFLIGHT_SECONDS = 7200

/** The request headers that this library and the server's own API use. */
const OWN_HEADERS = [
  'authorization',
  'content-type',
  'idempotency-key',
  'if-none-match',
  'last-event-id',
  'x-api-key',
  'x-belfry-token',
  'ce-id',
  'ce-source',
  'ce-specversion',
  'ce-time',
  'ce-type',
]

/**
 * The request headers that tracing, monitoring and request libraries add to all requests of a page.
 * The server does not read them, but every request would fail if the preflight did not allow them.
 * A `*` at the end of a name stands for any characters.
 */
const COMMON_HEADERS = [
  // W3C Trace Context and Baggage
  'traceparent',
  'tracestate',
  'baggage',
  // Sentry, Datadog, New Relic, Elastic, Application Insights, AppDynamics, Dynatrace, Instana
  'sentry-trace',
  'x-datadog-*',
  'newrelic',
  'x-newrelic-*',
  'elastic-apm-traceparent',
  'request-id',
  'request-context',
  'adrum*',
  'x-dtc',
  'x-dtpc',
  'x-dtreferer',
  'x-instana-*',
  // Zipkin, Jaeger, Amazon, Google, Honeycomb
  'b3',
  'x-b3-*',
  'uber-trace-id',
  'uberctx-*',
  'x-amzn-trace-id',
  'x-cloud-trace-context',
  'x-honeycomb-trace',
  // Headers that several products use
  'correlation-id',
  'x-correlation-id',
  'x-request-id',
  'x-trace-id',
  'x-requested-with',
  'x-csrf-token',
  'x-xsrf-token',
]

const EXPOSED_HEADERS = [
  'etag',
  'idempotent-replayed',
  'retry-after',
  'x-poll-after-ms',
  'x-request-id',
]

/**
 * Allows requests of pages of other origins. A preflight response lists those of the requested
 * headers that are allowed, because CORS itself has no prefixes.
 *
 * Credentials (cookies and HTTP authentication) are allowed only from the origins in the
 * settings. They are not allowed from the origins that only the demo accepts. `*` is not
 * accepted as an origin.
 */
export function crossOrigin(config: Config): MiddlewareHandler {
  const isAllowed = matcherOf([...COMMON_HEADERS, ...config.corsHeaders])
  return (context, next) => {
    const asked = context.req.header('access-control-request-headers')?.split(',') ?? []
    const further = asked.map((name) => name.trim().toLowerCase()).filter(isAllowed)
    const answer = cors({
      origin: (origin) => (mayCall(origin, config) ? origin : null),
      credentials: config.allowedOrigins.includes(context.req.header('origin') ?? ''),
      allowMethods: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'],
      allowHeaders: [...OWN_HEADERS, ...further],
      exposeHeaders: EXPOSED_HEADERS,
      maxAge: PREFLIGHT_SECONDS,
    })
    return answer(context, next)
  }
}

/**
 * Creates a function that tests whether a name is listed. A listed name with a `*` at its end
 * matches every name with that prefix.
 */
function matcherOf(patterns: readonly string[]): (name: string) => boolean {
  const isPrefix = (pattern: string) => pattern.endsWith('*')
  const names = new Set(patterns.filter((pattern) => !isPrefix(pattern)))
  const prefixes = patterns.filter(isPrefix).map((pattern) => pattern.slice(0, -1))
  return (name) => names.has(name) || prefixes.some((prefix) => name.startsWith(prefix))
}
