import { randomUUID } from 'node:crypto'
import { createMiddleware } from 'hono/factory'
import type { AppEnvironment } from './context.js'
import { Problem } from './problems.js'

const LOOPBACK_HOST = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/i

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
