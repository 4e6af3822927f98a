import type { IncomingHttpHeaders } from 'node:http'
import type { Context } from 'hono'
import { parse } from 'hono/utils/cookie'
import type { Config } from '../config.js'
import { cookieFault } from './csrf.js'
import { Problem } from './problems.js'

/** The settings that name the places of tokens in a request. */
export type CredentialSettings = Pick<Config, 'tokenCookie' | 'allowedOrigins'>

/** Returns the token or API key of an `Authorization` header. */
export const bearerOf = ({ req }: Context): string | undefined =>
  /^Bearer +(\S+)$/i.exec(req.header('authorization') ?? '')?.[1]

/** Returns the token of an `X-Belfry-Token` header, with or without the prefix `Bearer`. */
const ownHeaderOf = ({ req }: Context): string | undefined =>
  /^(?:Bearer +)?(\S+)$/i.exec(req.header('x-belfry-token') ?? '')?.[1]

/**
 * Returns the token of a request's headers. `X-Belfry-Token` has priority, because `Authorization`
 * may belong to a proxy, for example with Basic authentication.
 */
export const headerToken = (context: Context): string | undefined =>
  ownHeaderOf(context) ?? bearerOf(context)

/**
 * Returns the member's token of a request, from a header or else from the cookie.
 *
 * @throws {Problem} `forbidden` for a cookie from a page that may not use it
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

/** The headers that decide whether a cookie is accepted. */
type CookieHeaders = Pick<IncomingHttpHeaders, 'cookie' | 'origin' | 'host' | 'sec-fetch-site'>

/**
 * Returns the token in the cookie that `BELFRY_TOKEN_COOKIE` names.
 *
 * @param isRead - whether the request changes nothing and pages of other origins cannot read its
 *   response. For a WebSocket this is false, because such pages can read it.
 * @throws {Problem} `forbidden` if the cookie comes from a page that may not use it
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
