import { problemCodes } from '../protocol/problems.js'
import { TransportError, type TransportErrorCode } from './transport.js'

/**
 * Returns the address of a route of the server. The server's base address may have a path of its
 * own.
 */
export function routeOf(endpoint: URL, route: string, query: Record<string, string> = {}): URL {
  const base = endpoint.pathname.endsWith('/') ? endpoint.pathname : `${endpoint.pathname}/`
  const url = new URL(`${base}v1/${route}`, endpoint)
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value)
  return url
}

/** Returns the header that carries the member's token; none without a token. */
export const authorization = (token: string | null): Record<string, string> =>
  token === null ? {} : { authorization: `Bearer ${token}` }

/**
 * Sends a request and returns the answer if it is successful.
 *
 * @throws {TransportError} for any other answer, and if there is none. Only a problem document with
 *   a code of the protocol counts as a refusal by the server. Any other answer comes from the
 *   network in between, and the request may be tried again.
 */
export async function sendRequest(
  fetch: typeof globalThis.fetch,
  url: URL,
  init: RequestInit,
): Promise<Response> {
  let response: Response
  try {
    response = await fetch(url, { cache: 'no-store', ...init })
  } catch (cause) {
    init.signal?.throwIfAborted()
    throw new TransportError('network', { cause })
  }
  return accept(response, init.signal)
}

/**
 * Returns an answer if it is successful.
 *
 * @throws {TransportError} for any other answer, see {@link sendRequest}.
 */
export async function accept(response: Response, signal?: AbortSignal | null): Promise<Response> {
  // 304 means that the server has nothing newer than the state that the client named.
  if (response.ok || response.status === 304) return response
  const { status, headers } = response
  const problem = await problemOf(response)
  signal?.throwIfAborted()
  throw new TransportError(codeOf(status, problem?.code), {
    status,
    retryAfterMs: retryAfterMs(headers.get('retry-after')),
    detail: problem?.detail,
  })
}

interface Problem {
  readonly code: (typeof problemCodes)[number]
  readonly detail?: string
}

/**
 * Reads the problem document of an answer; `undefined` if the answer is not from the server itself.
 */
async function problemOf(response: Response): Promise<Problem | undefined> {
  if (!response.headers.get('content-type')?.startsWith('application/problem+json'))
    // An unread body would keep the connection busy.
    return void response.body?.cancel().catch(ignoreBroken)
  const problem = (await response.json().catch(ignoreBroken)) as Problem | null | undefined
  return problem && problemCodes.includes(problem.code) ? problem : undefined
}

const named: Readonly<Record<number, TransportErrorCode>> = {
  401: 'unauthorized',
  403: 'forbidden',
  425: 'busy',
  429: 'busy',
  503: 'busy',
}

/**
 * Below 500, only the server's own answers count: a proxy may answer 401 or 404 as well. 425 and
 * 429 count from anyone.
 */
const codeOf = (status: number, own: Problem['code'] | undefined): TransportErrorCode => {
  if (status >= 500 || status === 425 || status === 429) return named[status] ?? 'failed'
  if (own === 'member-removed') return 'removed'
  return own ? (named[status] ?? 'rejected') : 'unexpected'
}

/**
 * Reads `Retry-After` in seconds. Its other form, a date, is ignored: it would need a correct
 * clock.
 */
function retryAfterMs(header: string | null): number | undefined {
  const seconds = Number(header)
  return header && Number.isFinite(seconds) && seconds >= 0 ? seconds * 1000 : undefined
}

const ignoreBroken = (): void => {
  // The connection broke before the body arrived; the status is enough.
}
