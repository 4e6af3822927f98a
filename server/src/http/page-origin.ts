import type { Config } from '../config.js'

// The origin of the page that sent a request. Browsers set these headers themselves, so a page
// cannot change them.

/** The headers in which a browser names the origin of a request. */
export interface PageHeaders {
  readonly origin?: string | undefined
  readonly host?: string | undefined
  /** Missing in older browsers, and on pages without TLS (Fetch Metadata). */
  readonly 'sec-fetch-site'?: string | undefined
}

const LOOPBACK = /^https?:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/

/**
 * Whether pages of an origin may send requests. Accepted are the origins in the settings, and in
 * the demo also this machine and local files.
 */
export const mayCall = (
  origin: string,
  { allowedOrigins, demo }: Pick<Config, 'allowedOrigins' | 'demo'>,
): boolean =>
  allowedOrigins.includes(origin) || (demo && (origin === 'null' || LOOPBACK.test(origin)))

/**
 * Whether the page has the same origin as the request's URL. Only the host is compared, because
 * behind a proxy that ends TLS the server does not see the page's scheme.
 */
export const isOwnPage = ({ origin, host, 'sec-fetch-site': site }: PageHeaders): boolean =>
  // A proxy may have changed the host, but not this header.
  site === 'same-origin' ||
  (origin !== undefined && URL.canParse(origin) && new URL(origin).host === host)

/**
 * Returns the reason why a request's cookie is refused, or `null` if it is accepted. A
 * browser sends the cookie with requests of every page, including pages that forge requests
 * in the member's name.
 *
 * @param isRead - whether the request changes nothing and pages of other origins cannot
 *   read its response
 */
export function cookieFault(
  headers: PageHeaders,
  isRead: boolean,
  { allowedOrigins }: Pick<Config, 'allowedOrigins'>,
): string | null {
  const { origin, 'sec-fetch-site': site } = headers
  if (isOwnPage(headers)) return null
  if (origin !== undefined)
    return allowedOrigins.includes(origin)
      ? null
      : 'the cookie is not taken from this origin: add it to BELFRY_ALLOWED_ORIGINS'
  if (site !== undefined) return 'the cookie is taken from pages of its own origin only'
  return isRead ? null : 'a cookie needs the header Origin or Sec-Fetch-Site'
}
