import { limits } from 'belfry/protocol'
import type { Context } from 'hono'
import { errors, jwtVerify, SignJWT, type JWTVerifyGetKey } from 'jose'
import * as v from 'valibot'
import { id } from '../domain/fields.js'
import type { Database } from '../storage/database.js'
import type { InboxKey } from '../storage/inbox-key.js'
import { findKeyHolder, hashKey, type KeyHolder, type Scope } from '../storage/platforms.js'
import { isStorable } from './json.js'
import { Problem } from './problems.js'

/** Who a member's token speaks for. */
export interface Identity extends InboxKey {
  readonly role: 'member' | 'teacher' | 'admin'
  /** When the token ends, in milliseconds since 1970. */
  readonly expiresAt: number
}

/** What tokens are verified with: one secret, or (for a host's own signing keys) a key finder. */
export type TokenKey = Uint8Array | JWTVerifyGetKey

/** Verifies the credentials of requests. */
export interface Authentication {
  /**
   * Whom a member's token speaks for.
   *
   * @throws {Problem} `unauthorized` or `expired`.
   */
  identify(token: string | null | undefined): Promise<Identity>
  /** @throws {Problem} `unauthorized` or `expired`. */
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

const claims = v.object({
  sub: id,
  platform: id,
  role: v.picklist(['member', 'teacher', 'admin']),
  exp: v.number(),
})

/** How long a key's owner is remembered, so that a burst of events asks once. */
const KEY_MEMORY_MS = 10_000
const KEYS_REMEMBERED = 1000

/** Members by JWT, platforms by API key. */
export function createAuthentication(database: Database, key: TokenKey): Authentication {
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
      if (!token) throw unauthorized()
      return verifyToken(token, key)
    },
    member: (context) => authentication.identify(bearer(context)),
    async platform(context, scope) {
      const apiKey = bearer(context) ?? context.req.header('x-api-key')
      const holder = apiKey ? await findHolder(hashKey(apiKey)) : null
      if (!holder) throw unauthorized()
      if (!holder.scopes.includes(scope)) throw new Problem('forbidden')
      return holder
    },
    async admin(context, scope) {
      if (!isToken(bearer(context))) return authentication.platform(context, scope)
      const identity = await authentication.member(context)
      if (identity.role !== 'admin') throw new Problem('forbidden')
      return identity
    },
  }
  return authentication
}

/** A token has three parts; a key of the settings that looks like one is still no token. */
const isToken = (credential = ''): boolean => /^[\w-]+\.[\w-]+\.[\w-]*$/.test(credential)

const unauthorized = (): Problem =>
  new Problem('unauthorized', { headers: { 'www-authenticate': 'Bearer' } })

const bearer = (context: Context): string | undefined =>
  /^Bearer +(\S+)$/i.exec(context.req.header('authorization') ?? '')?.[1]

async function verifyToken(token: string, key: TokenKey): Promise<Identity> {
  try {
    const options = { requiredClaims: ['sub', 'platform', 'role', 'exp'] }
    const { payload } =
      typeof key === 'function'
        ? await jwtVerify(token, key, { ...options, algorithms: ['ES256', 'RS256', 'EdDSA'] })
        : await jwtVerify(token, key, { ...options, algorithms: ['HS256'] })
    const { sub, platform, role, exp } = v.parse(claims, payload)
    if (!isStorable(sub) || !isStorable(platform)) throw unauthorized()
    return { member: sub, platform, role, expiresAt: exp * 1000 }
  } catch (error) {
    if (error instanceof errors.JWTExpired)
      throw new Problem('expired', {
        headers: { 'www-authenticate': 'Bearer error="invalid_token"' },
      })
    throw unauthorized()
  }
}

/** Signs a member's token. The host does this in its own back end; here for the demo. */
export const signToken = (
  secret: Uint8Array,
  { member, platform, role }: Omit<Identity, 'expiresAt'>,
  lifetimeSeconds: number,
): Promise<string> =>
  new SignJWT({ platform, role })
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject(member.slice(0, limits.idLength))
    .setExpirationTime(`${lifetimeSeconds}s`)
    .sign(secret)
