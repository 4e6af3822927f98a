import type { Context } from 'hono'
import type { Database } from '../storage/database.js'
import { findKeyHolder, hashKey, type KeyHolder, type KeyScope } from '../storage/platforms.js'
import { bearerOf, type CredentialSettings, headerToken, memberToken } from './credentials.js'
import { Problem } from './problems.js'
import { type Identity, readToken, type TokenKey } from './token.js'

/** Verifies the credentials of requests. */
export interface Authentication {
  /**
   * Verifies a member's token and returns its member.
   *
   * @throws {Problem} `unauthorized` or `expired`, with the details that `readToken` gives
   */
  identify(token: string | null | undefined): Promise<Identity>
  /**
   * Verifies the token of a request and returns its member.
   *
   * @throws {Problem} `unauthorized`, `expired`, or `forbidden` for a cookie from a page
   *   that may not use it
   */
  member(context: Context): Promise<Identity>
  /**
   * Verifies the API key of a request and returns its platform.
   *
   * @throws {Problem} `unauthorized`, or `forbidden` if the key lacks the scope
   */
  platform(context: Context, scope: KeyScope): Promise<KeyHolder>
  /**
   * Verifies that a request comes from an administrator of a platform: a member with the role
   * `admin`, or an API key with the scope.
   *
   * @throws {Problem} `unauthorized`, `expired` or `forbidden`
   */
  admin(context: Context, scope: KeyScope): Promise<{ readonly platform: string }>
}

/**
 * The time for which the platform of an API key is cached, in milliseconds. A burst of events then
 * needs one database query.
 */
const KEY_MEMORY_MS = 10_000
const KEYS_REMEMBERED = 1000

/**
 * Creates the authentication: members by JWT, platforms by API key.
 *
 * @param settings - the places in a request where tokens are expected
 */
export function createAuthentication(
  database: Database,
  key: TokenKey,
  settings: CredentialSettings,
): Authentication {
  const holders = new Map<string, { holder: KeyHolder; until: number }>()

  const findHolder = async (hash: string): Promise<KeyHolder | null> => {
    const known = holders.get(hash)
    if (known && known.until > Date.now()) return known.holder
    const holder = await database.transaction(null, (transaction) =>
      findKeyHolder(transaction, hash),
    )
    if (holders.size >= KEYS_REMEMBERED) holders.clear()
    // Only valid keys are cached, so that guessed keys cannot push them out.
    if (holder) holders.set(hash, { holder, until: Date.now() + KEY_MEMORY_MS })
    else holders.delete(hash)
    return holder
  }

  const authentication: Authentication = {
    async identify(token) {
      if (!token) throw unauthorized('no token was sent')
      return readToken(token, key)
    },
    member: async (context) => authentication.identify(memberToken(context, settings)),
    async platform(context, scope) {
      const apiKey = bearerOf(context) ?? context.req.header('x-api-key')
      const holder = apiKey ? await findHolder(hashKey(apiKey)) : null
      if (!holder) throw unauthorized()
      if (!holder.scopes.includes(scope)) throw new Problem('forbidden')
      return holder
    },
    async admin(context, scope) {
      const token = headerToken(context)
      const isKey =
        token === undefined ? context.req.header('x-api-key') !== undefined : !isToken(token)
      if (isKey) return authentication.platform(context, scope)
      const identity = await authentication.member(context)
      if (identity.role !== 'admin') throw new Problem('forbidden')
      return identity
    },
  }
  return authentication
}

/**
 * Whether a credential has the form of a token, which has three parts. An API key of this form is
 * treated as a token, so it must be sent in `X-API-Key`.
 */
const isToken = (credential: string): boolean => /^[\w-]+\.[\w-]+\.[\w-]*$/.test(credential)

const unauthorized = (detail?: string): Problem =>
  new Problem('unauthorized', {
    ...(detail !== undefined && { detail }),
    headers: { 'www-authenticate': 'Bearer' },
  })
