import { Hono } from 'hono'
import { MemberRemovedError, UnknownPlatformError } from '../domain/register.js'
import { log } from '../log.js'
import { DatabaseError } from '../storage/database.js'
import type { AppEnvironment, Handler, Services } from './context.js'
import { postEvents } from './events.js'
import { getHealth, getReadiness } from './health.js'
import { getInbox, getPage, postCommands } from './inbox.js'
import { postNotifications } from './notifications.js'
import { getOpenApi } from './openapi.js'
import { getPreferences, putPreferences } from './preferences.js'
import { answerProblem, Problem } from './problems.js'
import { crossOrigin, loopbackOnly, secure } from './security.js'
import { getSettings, putSettings } from './settings.js'
import { getStream } from './stream.js'

/** One address of the server, and one method that it takes. */
export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT'
  readonly path: string
  readonly handler: Handler
}

/** The routes of every server. The demo adds its own. */
export const createRoutes = (services: Services): Route[] => [
  { method: 'GET', path: '/healthz', handler: getHealth },
  { method: 'GET', path: '/readyz', handler: getReadiness(services) },
  { method: 'GET', path: '/openapi.json', handler: getOpenApi() },
  { method: 'GET', path: '/v1/inbox', handler: getInbox(services) },
  { method: 'GET', path: '/v1/inbox/page', handler: getPage(services) },
  { method: 'GET', path: '/v1/inbox/stream', handler: getStream(services) },
  { method: 'POST', path: '/v1/inbox/commands', handler: postCommands(services) },
  { method: 'GET', path: '/v1/inbox/preferences', handler: getPreferences(services) },
  { method: 'PUT', path: '/v1/inbox/preferences', handler: putPreferences(services) },
  { method: 'POST', path: '/v1/events', handler: postEvents(services) },
  { method: 'POST', path: '/v1/notifications', handler: postNotifications(services) },
  { method: 'GET', path: '/v1/admin/settings', handler: getSettings(services) },
  { method: 'PUT', path: '/v1/admin/settings', handler: putSettings(services) },
]

/** Puts routes behind what all of them share. */
export function createApp(services: Services, routes: readonly Route[]): Hono<AppEnvironment> {
  const app = new Hono<AppEnvironment>()
  app.use(secure, crossOrigin(services.config))
  if (services.config.demo) app.use(loopbackOnly)
  for (const { method, path, handler } of routes) app.on(method, path, handler)
  for (const path of new Set(routes.map((route) => route.path)))
    app.all(path, () => {
      const methods = routes.filter((route) => route.path === path).map(({ method }) => method)
      throw new Problem('method-not-allowed', { headers: { allow: methods.join(', ') } })
    })
  app.notFound((context) => answerProblem(context, 'not-found'))
  app.onError((error, context) => {
    const { code, details } = toProblem(error)
    if (code === 'internal' || code === 'unavailable')
      log.error('request-failed', error, {
        requestId: context.get('requestId'),
        method: context.req.method,
        // The path alone: a query may hold a cursor.
        path: context.req.path,
      })
    return answerProblem(context, code, details)
  })
  return app
}

const RETRY_SECONDS = 2

function toProblem(error: Error): Problem {
  if (error instanceof Problem) return error
  if (error instanceof UnknownPlatformError)
    return new Problem('forbidden', { detail: 'the platform of this token does not exist' })
  if (error instanceof MemberRemovedError)
    return new Problem('forbidden', { detail: 'the member was removed' })
  if (error instanceof DatabaseError && error.isUnavailable)
    return new Problem('unavailable', { headers: { 'retry-after': String(RETRY_SECONDS) } })
  return new Problem('internal')
}
