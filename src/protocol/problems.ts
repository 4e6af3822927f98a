/**
 * The codes of the problems (RFC 9457) with which a server answers members' requests. An error
 * response without one of these codes does not come from the server, but from a proxy, a load
 * balancer or a sign-in page in front of it.
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

/** The stable name of the reason why a request was refused. */
export type ProblemCode = (typeof problemCodes)[number]
