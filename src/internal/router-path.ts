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
  const { origin, pathname, search, hash } = new URL(href)
  if (origin !== location.origin || !href.startsWith('http')) return null
  const base = baseOf(within).replace(/\/*$/, '/')
  // The base itself may be named without its last slash.
  if (!`${pathname}/`.startsWith(base)) return null
  const path = `/${pathname.slice(base.length)}`
  // Some routers and browsers would read two slashes as the beginning of another host.
  return path[1] === '/' ? null : path + search + hash
}

function baseOf(within: Element): string {
  const named = closestAcross(within, '[base-path]')?.getAttribute('base-path')
  if (named) return new URL(named, location.origin).pathname
  if (!document.querySelector('base[href]')) return '/'
  const base = new URL('.', document.baseURI)
  return base.origin === location.origin ? base.pathname : '/'
}
