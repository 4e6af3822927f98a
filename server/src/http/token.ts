import { limits } from 'belfry/protocol'
import { errors, jwtVerify, SignJWT, type JWTPayload, type JWTVerifyGetKey } from 'jose'
import * as v from 'valibot'
import { id } from '../domain/fields.js'
import type { InboxKey } from '../storage/inbox-key.js'
import { isStorable } from './json.js'
import { Problem, type ServerProblemCode } from './problems.js'
import { toFieldErrors } from './validation.js'

/** The member that a token identifies. */
export interface Identity extends InboxKey {
  readonly role: 'member' | 'teacher' | 'admin'
  /**
   * The time from which the token is refused, in milliseconds since 1970: `exp` plus the leeway.
   */
  readonly expiresAt: number
}

/**
 * The key that verifies tokens: a shared secret, or a function that finds a host's own public key.
 */
export type TokenKey = Uint8Array | JWTVerifyGetKey

/** The tolerated difference between the host's clock and the server's, for `nbf` and `exp`. */
const LEEWAY_SECONDS = 60
/** The maximum of a moment in seconds (the year 5138). A larger number must be milliseconds. */
const LATEST_SECONDS = 1e11

const SHARED_SECRET = ['HS256']
const KEY_PAIRS = ['ES256', 'RS256', 'EdDSA']

const TEXT_OR_NUMBER = 'must be a text or a whole number'

/** The schema of an id that a host may store as a number. */
const idOrNumber = v.pipe(
  v.union(
    [v.string(), v.pipe(v.number(), v.safeInteger(TEXT_OR_NUMBER), v.minValue(0, TEXT_OR_NUMBER))],
    TEXT_OR_NUMBER,
  ),
  v.transform(String),
  id,
  v.check(isStorable, 'must not hold half a character'),
)

const claims = v.object({
  sub: idOrNumber,
  platform: idOrNumber,
  role: v.nullish(
    v.picklist(
      ['member', 'teacher', 'admin'],
      'must be "member", "teacher" or "admin"; without one it is "member"',
    ),
    'member',
  ),
  exp: v.pipe(
    v.number(),
    v.maxValue(LATEST_SECONDS, 'must be in seconds since 1970, not in milliseconds'),
  ),
})

/**
 * Verifies a member's token and returns its member.
 *
 * @throws {Problem} `expired` or `unauthorized`. The detail names the wrong claim only if the
 *   signature is valid.
 */
export async function readToken(token: string, key: TokenKey): Promise<Identity> {
  const algorithms = typeof key === 'function' ? KEY_PAIRS : SHARED_SECRET
  const options = { algorithms, clockTolerance: LEEWAY_SECONDS, requiredClaims: ['exp'] }
  const payload = await verify(token, key, options).catch((error: unknown) => {
    throw problemOf(error, algorithms)
  })
  const parsed = v.safeParse(claims, payload)
  if (!parsed.success) {
    const [{ pointer, message } = { pointer: '/', message: '' }] = toFieldErrors(parsed.issues)
    throw refused('unauthorized', `the claim "${pointer.slice(1)}" ${message}`)
  }
  const { sub, platform, role, exp } = parsed.output
  return { member: sub, platform, role, expiresAt: (exp + LEEWAY_SECONDS) * 1000 }
}

type VerifyOptions = Parameters<typeof jwtVerify>[2]

const verify = async (token: string, key: TokenKey, options: VerifyOptions): Promise<object> =>
  (typeof key === 'function'
    ? await jwtVerify(token, key, options)
    : await jwtVerify(token, key, options)
  ).payload

/**
 * Converts an error of the JWT library to a problem. Without a valid signature it reveals nothing
 * about the claims.
 */
function problemOf(error: unknown, algorithms: readonly string[]): Problem {
  if (error instanceof errors.JOSEAlgNotAllowed)
    // The header is not secret: the caller wrote it, and anyone can read it.
    return refused('unauthorized', `the token must be signed with ${algorithms.join(', ')}`)
  if (error instanceof errors.JWTExpired)
    return refused('expired', `${claimAt(error.payload, 'exp')} behind this server's clock`)
  if (error instanceof errors.JWTInvalid)
    return refused('unauthorized', 'the claims must be a JSON object')
  if (error instanceof errors.JWTClaimValidationFailed)
    return refused('unauthorized', faultOf(error))
  return refused('unauthorized')
}

function faultOf({ claim, reason, payload }: errors.JWTClaimValidationFailed): string {
  if (reason === 'missing') return `the claim "${claim}" is missing`
  if (reason === 'invalid') return `the claim "${claim}" must be a number of seconds since 1970`
  return `${claimAt(payload, claim)} ahead of this server's clock`
}

/** Describes how far a claim is from now, which shows whether the clock or the unit is wrong. */
function claimAt(payload: JWTPayload, claim: string): string {
  const seconds = Math.abs(Math.round(Number(payload[claim]) - Date.now() / 1000))
  return `the claim "${claim}" is ${seconds} s (more than ${LEEWAY_SECONDS})`
}

/** Creates the problem of a refused token, with the header of RFC 6750 (section 3). */
const refused = (code: ServerProblemCode, detail?: string): Problem =>
  new Problem(code, {
    ...(detail !== undefined && { detail }),
    headers: { 'www-authenticate': 'Bearer error="invalid_token"' },
  })

/** Signs a member's token. A host does this in its own back end; this function serves the demo. */
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
