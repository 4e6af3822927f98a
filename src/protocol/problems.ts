/**
 * The codes of the problems (RFC 9457) that a server answers a member's requests with. A refusal
 * without one of these is not the server's: a proxy, a load balancer or a sign-in page answered in its
 * place.
 */
export const problemCodes = [
  'malformed',
  'unauthorized',
  'expired',
  'forbidden',
  'member-removed',
  'not-found',
  'method-not-allowed',
  'too-large',
  'unsupported-media-type',
  'unsupported-encoding',
  'invalid',
  'too-many-requests',
  'too-many-streams',
  'internal',
  'unavailable',
] as const

/** Why a request was refused: a stable name. */
export type ProblemCode = (typeof problemCodes)[number]
