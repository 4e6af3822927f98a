import type { MiddlewareHandler } from 'hono'
import { cors } from 'hono/cors'
import type { Config } from '../config.js'
import { mayCall } from './page-origin.js'

/** How long a browser remembers a preflight, in seconds: the longest that Chromium takes. */
const PREFLIGHT_SECONDS = 7200

/** The headers that calls of ours have. */
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
 * Headers that tracing, monitoring and request libraries add to all requests of a page. The server
 * does not read them; a preflight without one of them would stop every call. `*` stands for any end.
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
  // Of no one product
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
 * Lets pages of other origins call, where they may. A preflight is answered with those of the asked
 * headers that are allowed: CORS itself knows no prefixes.
 *
 * Cookies and the browser's own log-ins go along from the named origins alone: never from those that
 * only the demo allows, and never beside `*`, which is no origin here.
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

/** Tells names that are listed, or begin as listed ones with a `*` at their end do. */
function matcherOf(patterns: readonly string[]): (name: string) => boolean {
  const isPrefix = (pattern: string) => pattern.endsWith('*')
  const names = new Set(patterns.filter((pattern) => !isPrefix(pattern)))
  const prefixes = patterns.filter(isPrefix).map((pattern) => pattern.slice(0, -1))
  return (name) => names.has(name) || prefixes.some((prefix) => name.startsWith(prefix))
}
