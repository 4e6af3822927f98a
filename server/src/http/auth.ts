import type { Context } from 'hono'
import type { Database } from '../storage/database.js'
import { findKeyHolder, hashKey, type KeyHolder, type Scope } from '../storage/platforms.js'
import { bearerOf, type CredentialSettings, headerToken, memberToken } from './credentials.js'
import { Problem } from './problems.js'
import { type Identity, readToken, type TokenKey } from './token.js'

/** Verifies the credentials of requests. */
export interface Authentication {
  /**
   * Whom a member's token speaks for.
   *
   * @throws {Problem} `unauthorized` or `expired`; see `readToken` for what they tell.
   */
  identify(token: string | null | undefined): Promise<Identity>
  /**
   * The member of a request.
   *
   * @throws {Problem} `unauthorized`, `expired`, or `forbidden` for a cookie of a foreign page.
   */
  member(context: Context): Promise<Identity>
  /** @throws {Problem} `unauthorized`, or `forbidden` without the scope. */
  platform(context: Context, scope: Scope): Promise<KeyHolder>
  /**
   * Whoever administers a platform: a member whose role is admin, or a key with the scope.
   *
   * @throws {Problem} `unauthorized`, `expired` or `forbidden`.
   */
  admin(context: Context, scope: Scope): Promise<{ readonly platform: string }>
}

/** How long a key's owner is remembered, so that a burst of events asks once. */
const KEY_MEMORY_MS = 10_000
const KEYS_REMEMBERED = 1000

/**
 * Members by JWT, platforms by API key.
 *
 * @param settings Where tokens are looked for.
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
    // Only good keys are remembered: guesses must not push them out.
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

/** A token has three parts; a key of the settings that looks like one is still no token. */
const isToken = (credential: string): boolean => /^[\w-]+\.[\w-]+\.[\w-]*$/.test(credential)

const unauthorized = (detail?: string): Problem =>
  new Problem('unauthorized', {
    ...(detail !== undefined && { detail }),
    headers: { 'www-authenticate': 'Bearer' },
  })
