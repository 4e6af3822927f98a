import { Hono } from 'hono'
import type { Config } from '../config.js'
import { log } from '../log.js'
import type { AppEnvironment, Handler, Services } from './context.js'
import { crossOrigin } from './cross-origin.js'
import { postEvents } from './events.js'
import { getHealth, getReadiness } from './health.js'
import { getInbox, getPage, postCommands } from './inbox.js'
import { postNotifications } from './notifications.js'
import { getOpenApi } from './openapi.js'
import { getPreferences, putPreferences } from './preferences.js'
import { answerProblem, Problem } from './problems.js'
import { loopbackOnly, secure } from './security.js'
import { getSettings, putSettings } from './settings.js'
import { getStream } from './stream.js'
import { getSync } from './sync.js'
import { isFailure, toProblem } from './to-problem.js'

/** A path of the server with one method and its handler. */
export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT'
  readonly path: string
  readonly handler: Handler
}

/** Creates the routes of every server. The demo adds its own. */
export const createRoutes = (services: Services): Route[] => [
  { method: 'GET', path: '/healthz', handler: getHealth },
  { method: 'GET', path: '/readyz', handler: getReadiness(services) },
  { method: 'GET', path: '/openapi.json', handler: getOpenApi(services.config.tokenCookie) },
  { method: 'GET', path: '/v1/inbox', handler: getInbox(services) },
  { method: 'GET', path: '/v1/inbox/page', handler: getPage(services) },
  { method: 'GET', path: '/v1/inbox/stream', handler: getStream(services) },
  { method: 'GET', path: '/v1/inbox/sync', handler: getSync(services) },
  { method: 'POST', path: '/v1/inbox/commands', handler: postCommands(services) },
  { method: 'GET', path: '/v1/inbox/preferences', handler: getPreferences(services) },
  { method: 'PUT', path: '/v1/inbox/preferences', handler: putPreferences(services) },
  { method: 'POST', path: '/v1/events', handler: postEvents(services) },
  { method: 'POST', path: '/v1/notifications', handler: postNotifications(services) },
  { method: 'GET', path: '/v1/admin/settings', handler: getSettings(services) },
  { method: 'PUT', path: '/v1/admin/settings', handler: putSettings(services) },
]

/**
 * Creates an app that sets the headers of every response, checks every request, and answers
 * errors with problems.
 */
export function createFront(config: Config): Hono<AppEnvironment> {
  const app = new Hono<AppEnvironment>()
  app.use(secure, crossOrigin(config))
  if (config.demo) app.use(loopbackOnly)
  app.notFound((context) => answerProblem(context, 'not-found'))
  app.onError((error, context) => {
    const { code, details } = toProblem(error)
    if (isFailure(error))
      log.error('request-failed', error, {
        requestId: context.get('requestId'),
        method: context.req.method,
        // The path is logged without the query, because a query may contain a cursor.
        path: context.req.path,
      })
    return answerProblem(context, code, details)
  })
  return app
}

/** Adds routes to an app. Other methods of their paths are answered with `method-not-allowed`. */
export function addRoutes(app: Hono<AppEnvironment>, routes: readonly Route[]): void {
  for (const { method, path, handler } of routes) app.on(method, path, handler)
  for (const path of new Set(routes.map((route) => route.path)))
    app.all(path, () => {
      const methods = routes.filter((route) => route.path === path).map(({ method }) => method)
      throw new Problem('method-not-allowed', { headers: { allow: methods.join(', ') } })
    })
}

/** Creates the app with the given routes. */
export function createApp(services: Services, routes: readonly Route[]): Hono<AppEnvironment> {
  const app = createFront(services.config)
  addRoutes(app, routes)
  return app
}
