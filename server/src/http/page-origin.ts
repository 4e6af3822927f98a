import type { Config } from '../config.js'

// Which page a request comes from. Browsers set these headers themselves: no page can change them.

/** The headers by which a browser tells where a request comes from. */
export interface PageHeaders {
  readonly origin?: string | undefined
  readonly host?: string | undefined
  /** Missing in older browsers, and on pages without TLS (Fetch Metadata). */
  readonly 'sec-fetch-site'?: string | undefined
}

const LOOPBACK = /^https?:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/

/** Whether pages of an origin may call: the allowed ones; in the demo this machine's, and files. */
export const mayCall = (
  origin: string,
  { allowedOrigins, demo }: Pick<Config, 'allowedOrigins' | 'demo'>,
): boolean =>
  allowedOrigins.includes(origin) || (demo && (origin === 'null' || LOOPBACK.test(origin)))

/**
 * Whether the page has the origin that the request goes to. The host decides: behind a proxy that
 * ends TLS, the server does not see the page's scheme.
 */
export const isOwnPage = ({ origin, host, 'sec-fetch-site': site }: PageHeaders): boolean =>
  // A proxy may have changed the host, but not this.
  site === 'same-origin' ||
  (origin !== undefined && URL.canParse(origin) && new URL(origin).host === host)

/**
 * Why the member's cookie is not taken from a request: a browser sends it along with requests of
 * every page, also of one that wants to act in the member's name.
 *
 * @param isRead The request changes nothing, and its answer is hidden from foreign pages.
 * @returns the reason; `null` where the cookie is taken.
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
