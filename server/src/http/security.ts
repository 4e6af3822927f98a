import { randomUUID } from 'node:crypto'
import { cors } from 'hono/cors'
import { createMiddleware } from 'hono/factory'
import type { MiddlewareHandler } from 'hono'
import type { Config } from '../config.js'
import type { AppEnvironment } from './context.js'
import { Problem } from './problems.js'

const LOOPBACK = /^https?:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/
const LOOPBACK_HOST = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/i
const PREFLIGHT_SECONDS = 600

/** Names the request, and sets what every answer carries. Pages set their own policy later. */
export const secure = createMiddleware<AppEnvironment>(async (context, next) => {
  const requestId = randomUUID()
  context.set('requestId', requestId)
  context.header('x-request-id', requestId)
  context.header('x-content-type-options', 'nosniff')
  context.header('referrer-policy', 'no-referrer')
  context.header('content-security-policy', "default-src 'none'; frame-ancestors 'none'")
  context.header('cache-control', 'no-store')
  await next()
})

/** Whether pages of an origin may call: the allowed ones; in the demo this machine's, and files. */
export const mayCall = (origin: string, { allowedOrigins, demo }: Config): boolean =>
  allowedOrigins.includes(origin) || (demo && (origin === 'null' || LOOPBACK.test(origin)))

/** Lets pages of other origins call, where they may. */
export const crossOrigin = (config: Config): MiddlewareHandler =>
  cors({
    origin: (origin) => (mayCall(origin, config) ? origin : null),
    allowMethods: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'],
    allowHeaders: [
      'authorization',
      'content-type',
      'idempotency-key',
      'if-none-match',
      'last-event-id',
      'x-api-key',
      'ce-id',
      'ce-source',
      'ce-specversion',
      'ce-time',
      'ce-type',
    ],
    exposeHeaders: [
      'etag',
      'idempotent-replayed',
      'retry-after',
      'x-poll-after-ms',
      'x-request-id',
    ],
    maxAge: PREFLIGHT_SECONDS,
  })

/** Whether a request names this machine itself. */
export const isLoopback = (host: string | undefined): boolean => LOOPBACK_HOST.test(host ?? '')

/**
 * The demo gives tokens to whoever asks. It listens on loopback only; this keeps out a page whose
 * own name was made to resolve to loopback.
 */
export const loopbackOnly = createMiddleware<AppEnvironment>(async (context, next) => {
  if (!isLoopback(context.req.header('host')))
    throw new Problem('forbidden', { detail: 'the demo answers on localhost only' })
  await next()
})
