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
