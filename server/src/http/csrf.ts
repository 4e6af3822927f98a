import type { Config } from '../config.js'
import { isOwnPage, type PageHeaders } from './page-origin.js'

/**
 * Returns the reason why a request's cookie is refused, or `null` if it is accepted. A
 * browser sends the cookie with requests of every page, including pages that forge requests
 * in the member's name (cross-site request forgery).
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
