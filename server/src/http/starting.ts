import type { Hono } from 'hono'
import type { Config } from '../config.js'
import { addRoutes, createFront } from './app.js'
import type { AppContext, AppEnvironment } from './context.js'
import { answerProblem } from './problems.js'
import { startingPage, startingPagePolicy } from './starting-page.js'
import { libraryRoutes } from './static-files.js'

/** The value of `Retry-After`, in seconds. */
const RETRY_SECONDS = '1'

/**
 * Creates the app that responds while the database is opened, which may take as long as a migration
 * or the wait for a lock. `/healthz` reports that the process runs; `/readyz` and all other paths
 * report that the server is not ready. The library is served already, because a page that failed to
 * load it would have no bell.
 */
export function createStartingApp(config: Config): Hono<AppEnvironment> {
  const app = createFront(config)
  addRoutes(app, [
    {
      method: 'GET',
      path: '/healthz',
      handler: (context) => context.json({ status: 'starting' }),
    },
    {
      method: 'GET',
      path: '/readyz',
      handler: (context) =>
        context.json({ status: 'starting' }, 503, { 'retry-after': RETRY_SECONDS }),
    },
    ...libraryRoutes(),
  ])
  app.all('*', (context) =>
    config.demo && isPage(context)
      ? context.html(startingPage(RETRY_SECONDS), 503, {
          'retry-after': RETRY_SECONDS,
          'content-security-policy': startingPagePolicy,
        })
      : answerProblem(context, 'unavailable', {
          detail: 'the server is starting',
          headers: { 'retry-after': RETRY_SECONDS },
        }),
  )
  return app
}

/** Whether the response is displayed to a person. */
const isPage = ({ req }: AppContext): boolean =>
  req.method === 'GET' && (req.header('accept') ?? '').includes('text/html')
