import type { IncomingHttpHeaders } from 'node:http'
import type { Context } from 'hono'
import { parse } from 'hono/utils/cookie'
import type { Config } from '../config.js'
import { cookieFault } from './page-origin.js'
import { Problem } from './problems.js'

/** The settings that say where tokens are looked for. */
export type CredentialSettings = Pick<Config, 'tokenCookie' | 'allowedOrigins'>

/** The token or the key of an `Authorization` header. */
export const bearerOf = ({ req }: Context): string | undefined =>
  /^Bearer +(\S+)$/i.exec(req.header('authorization') ?? '')?.[1]

/** The token of an `X-Belfry-Token` header, by itself or after `Bearer`. */
const ownHeaderOf = ({ req }: Context): string | undefined =>
  /^(?:Bearer +)?(\S+)$/i.exec(req.header('x-belfry-token') ?? '')?.[1]

/**
 * The token of a request's headers. `X-Belfry-Token` comes first: `Authorization` may belong to a
 * proxy, as behind Basic authentication.
 */
export const headerToken = (context: Context): string | undefined =>
  ownHeaderOf(context) ?? bearerOf(context)

/**
 * The member's token, wherever a request carries it: a header, else the cookie.
 *
 * @throws {Problem} `forbidden` for a cookie that came from a page that may not use it.
 */
export function memberToken(context: Context, settings: CredentialSettings): string | undefined {
  const header = (name: string) => context.req.header(name)
  const isRead = ['GET', 'HEAD'].includes(context.req.method)
  return (
    headerToken(context) ??
    cookieToken(
      {
        cookie: header('cookie'),
        origin: header('origin'),
        host: header('host'),
        'sec-fetch-site': header('sec-fetch-site'),
      },
      isRead,
      settings,
    )
  )
}

/** The headers that a cookie is judged by. */
type CookieHeaders = Pick<IncomingHttpHeaders, 'cookie' | 'origin' | 'host' | 'sec-fetch-site'>

/**
 * The token in the cookie that `BELFRY_TOKEN_COOKIE` names.
 *
 * @param isRead The request changes nothing, and its answer is hidden from foreign pages. A WebSocket
 *   is not hidden from them.
 * @throws {Problem} `forbidden` where the cookie came from a page that may not use it.
 */
export function cookieToken(
  headers: CookieHeaders,
  isRead: boolean,
  settings: CredentialSettings,
): string | undefined {
  const name = settings.tokenCookie
  const token = name === undefined ? undefined : parse(headers.cookie ?? '', name)[name]
  if (!token) return undefined
  const fault = cookieFault(headers, isRead, settings)
  if (fault !== null) throw new Problem('forbidden', { detail: fault })
  return token
}
