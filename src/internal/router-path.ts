import { closestAcross } from './closest.js'

/**
 * Returns the path of a link as a single-page router uses it: path, search and hash below the
 * router's base, with one leading `/`. The base is the nearest `base-path` attribute, else the path
 * of `<base href>`, else `/`.
 *
 * @param href - the absolute address of the link
 * @param within - the element that contains the link
 * @returns `null` for a link that leaves the router: to another origin, or outside its base
 */
export function routerPath(href: string | null, within: Element): string | null {
  if (!href) return null
  const named = closestAcross(within, '[base-path]')?.getAttribute('base-path')
  const byPage = document.querySelector('base[href]') ? '.' : '/'
  const base = new URL(named || byPage, document.baseURI).pathname.replace(/\/*$/, '/')
  const { origin, pathname, search, hash } = new URL(href)
  // The base may be written without its trailing slash.
  if (origin !== location.origin || !`${pathname}/`.startsWith(base)) return null
  const path = `/${pathname.slice(base.length)}`
  // Some routers and browsers would take two leading slashes for the start of another host.
  return path[1] === '/' ? null : path + search + hash
}
