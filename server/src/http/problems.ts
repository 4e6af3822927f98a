import type { Context } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import type { ProblemCode as MemberProblemCode } from 'belfry/protocol'

interface ProblemKind {
  readonly status: ContentfulStatusCode
  readonly title: string
}

/** Every problem that the server responds with: its status and title (RFC 9457). */
const problems = {
  malformed: { status: 400, title: 'The body is not valid JSON' },
  unauthorized: { status: 401, title: 'The credential is missing or not valid' },
  expired: { status: 401, title: 'The token has expired' },
  forbidden: { status: 403, title: 'The credential does not allow this' },
  'member-removed': { status: 403, title: 'The member was removed' },
  'not-found': { status: 404, title: 'There is nothing here' },
  'method-not-allowed': { status: 405, title: 'The method is not supported here' },
  'too-large': { status: 413, title: 'The body is too large' },
  'unsupported-media-type': { status: 415, title: 'The content type is not supported' },
  'unsupported-encoding': { status: 415, title: 'The content encoding is not supported' },
  invalid: { status: 422, title: 'The request is not valid' },
  'idempotency-key-reused': { status: 422, title: 'The key was used for another request' },
  'unknown-type': { status: 422, title: 'The event type is unknown' },
  'too-many-requests': { status: 429, title: 'Too many requests' },
  'too-many-streams': { status: 429, title: 'Too many streams are open' },
  internal: { status: 500, title: 'The server failed' },
  unavailable: { status: 503, title: 'The server cannot do this now' },
} as const satisfies Record<MemberProblemCode, ProblemKind> & Record<string, ProblemKind>

/** The stable name of a problem. */
export type ServerProblemCode = keyof typeof problems

/** An invalid place in a request. */
export interface FieldError {
  /** A JSON pointer into the body (RFC 6901), or the name of a query parameter or header. */
  readonly pointer: string
  readonly message: string
}

/** The optional parts of a problem response. */
export interface ProblemDetails {
  readonly detail?: string
  readonly errors?: readonly FieldError[]
  readonly headers?: Readonly<Record<string, string>>
}

/** An error that is answered with a problem. */
export class Problem extends Error {
  override readonly name = 'Problem'

  constructor(
    readonly code: ServerProblemCode,
    readonly details: ProblemDetails = {},
  ) {
    super(code)
  }
}

/** The maximum number of errors in a response. */
const ERRORS_SHOWN = 100

/** Creates a problem response. */
export function answerProblem(
  context: Context,
  code: ServerProblemCode,
  { detail, errors, headers }: ProblemDetails = {},
): Response {
  const { status, title } = problems[code]
  const body = {
    type: 'about:blank',
    code,
    title,
    status,
    ...(detail !== undefined && { detail }),
    ...(errors && { errors: errors.slice(0, ERRORS_SHOWN) }),
    requestId: context.get('requestId') as string,
  }
  return context.body(JSON.stringify(body), status, {
    'content-type': 'application/problem+json',
    ...headers,
  })
}
