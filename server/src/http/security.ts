import { randomUUID } from 'node:crypto'
import { createMiddleware } from 'hono/factory'
import type { AppEnvironment } from './context.js'
import { Problem } from './problems.js'

const LOOPBACK_HOST = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/i

/**
 * Gives the request an id, and sets the headers of every response. Pages override the policy later.
 */
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

/** Whether a `Host` header names this machine. */
export const isLoopback = (host: string | undefined): boolean => LOOPBACK_HOST.test(host ?? '')

/**
 * Refuses requests to other hosts than this machine. The demo issues tokens without authentication
 * and listens on loopback only. This check also refuses a page whose host name resolves to loopback
 * (DNS rebinding).
 */
export const loopbackOnly = createMiddleware<AppEnvironment>(async (context, next) => {
  if (!isLoopback(context.req.header('host')))
    throw new Problem('forbidden', { detail: 'the demo answers on localhost only' })
  await next()
})
