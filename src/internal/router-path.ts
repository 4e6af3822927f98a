import { closestAcross } from './closest.js'

/**
 * A link as a single-page router takes it: path, search and hash below the router's base, beginning
 * with one `/`. The base is the nearest `base-path`, else the path of `<base href>`, else `/`.
 *
 * @param href - where the link leads, resolved
 * @param within - the element that the link stands in
 * @returns `null` for a link that leads out of the router: to another origin, or beside its base.
 */
export function routerPath(href: string | null, within: Element): string | null {
  if (!href) return null
  const named = closestAcross(within, '[base-path]')?.getAttribute('base-path')
  const byPage = document.querySelector('base[href]') ? '.' : '/'
  const base = new URL(named || byPage, document.baseURI).pathname.replace(/\/*$/, '/')
  const { origin, pathname, search, hash } = new URL(href)
  // The base itself may be named without its last slash.
  if (origin !== location.origin || !`${pathname}/`.startsWith(base)) return null
  const path = `/${pathname.slice(base.length)}`
  // Some routers and browsers would read two slashes as the beginning of another host.
  return path[1] === '/' ? null : path + search + hash
}
