import { serveStatic } from '@hono/node-server/serve-static'
import type { MiddlewareHandler } from 'hono'
import { etag } from 'hono/etag'
import { paths } from '../paths.js'
import type { Route } from './app.js'
import type { AppEnvironment, Handler } from './context.js'
import { Problem } from './problems.js'

/** The names of files with a content hash. Their content never changes. */
const HASHED = /-[\w-]{8}\.js(\.map)?$/
const FOR_EVER = 'public, max-age=31536000, immutable'

/**
 * Creates the routes of the library's build for a script tag, at `/belfry/belfry.js`. Pages of
 * every origin may load it: it is public, and a browser loads modules of other origins with CORS.
 */
export const libraryRoutes = (): Route[] => [
  { method: 'GET', path: '/belfry/*', handler: publicFiles('/belfry', paths.library) },
]

/**
 * Serves the files of a folder to pages of every origin.
 *
 * @param prefix - the part of the URL path before the file name
 */
export function publicFiles(prefix: string, folder: string): Handler {
  const serve = serveStatic<AppEnvironment>({
    root: folder,
    rewriteRequestPath: (path) => path.slice(prefix.length),
  })
  const tag: MiddlewareHandler<AppEnvironment> = etag()
  return async (context) => {
    await tag(context, async () => {
      const response = await serve(context, () => Promise.resolve())
      if (!response) throw new Problem('not-found')
      context.res = response
      const { headers } = context.res
      headers.set('cache-control', HASHED.test(context.req.path) ? FOR_EVER : 'no-cache')
    })
    const { headers } = context.res
    headers.set('cross-origin-resource-policy', 'cross-origin')
    // An allowed origin is already named, which is necessary for requests with credentials.
    if (!headers.has('access-control-allow-origin')) headers.set('access-control-allow-origin', '*')
    return context.res
  }
}
