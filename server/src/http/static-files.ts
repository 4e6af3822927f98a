import { serveStatic } from '@hono/node-server/serve-static'
import type { MiddlewareHandler } from 'hono'
import { etag } from 'hono/etag'
import { paths } from '../paths.js'
import type { Route } from './app.js'
import type { AppEnvironment, Handler } from './context.js'
import { Problem } from './problems.js'

/** A file that the build names by its content: the same name is the same content for ever. */
const HASHED = /-[\w-]{8}\.js(\.map)?$/
const FOR_EVER = 'public, max-age=31536000, immutable'

/**
 * The library's build for a script tag, at `/belfry/belfry.js`. Pages of every origin may load it: it
 * is public, and a browser asks for a module of another origin by CORS.
 */
export const libraryRoutes = (): Route[] => [
  { method: 'GET', path: '/belfry/*', handler: publicFiles('/belfry', paths.library) },
]

/**
 * Serves the files of a folder to pages of every origin.
 *
 * @param prefix The part of the address before a file's name.
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
    // An allowed origin has been named already, and may be named beside credentials.
    if (!headers.has('access-control-allow-origin')) headers.set('access-control-allow-origin', '*')
    return context.res
  }
}
