import { problemCodes } from '../protocol/problems.js'
import { TransportError, type TransportErrorCode } from './transport.js'

/** The address of a route below a server's base address, whatever path that has. */
export function routeOf(endpoint: URL, route: string, query: Record<string, string> = {}): URL {
  const base = endpoint.pathname.endsWith('/') ? endpoint.pathname : `${endpoint.pathname}/`
  const url = new URL(`${base}v1/${route}`, endpoint)
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value)
  return url
}

/** The headers that say who is asking. */
export const authorization = (token: string | null): Record<string, string> =>
  token === null ? {} : { authorization: `Bearer ${token}` }

/**
 * Sends a request and hands back a successful answer.
 *
 * @throws {TransportError} for every other answer, and for none. Only a problem with a code of the
 *   protocol is the server's refusal; anything else was said on the way, and is worth another try.
 */
export async function request(
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
 * Hands back a successful answer.
 *
 * @throws {TransportError} for every other answer, see {@link request}.
 */
export async function accept(response: Response, signal?: AbortSignal | null): Promise<Response> {
  // 304: nothing is new to a client that asked with what it has.
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

/** The server's own words, where the answer is the server's. */
async function problemOf(response: Response): Promise<Problem | undefined> {
  if (!response.headers.get('content-type')?.startsWith('application/problem+json'))
    // Left unread, the body would keep the connection busy.
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

/** A status below 500 counts where the server itself said it: a proxy may say 401 or 404 as well. */
const codeOf = (status: number, own: Problem['code'] | undefined): TransportErrorCode => {
  if (status >= 500 || status === 425 || status === 429) return named[status] ?? 'failed'
  if (own === 'member-removed') return 'removed'
  return own ? (named[status] ?? 'rejected') : 'unexpected'
}

/** Retry-After in seconds; its other form, a date, would need this machine's clock to be right. */
function retryAfterMs(header: string | null): number | undefined {
  const seconds = Number(header)
  return header && Number.isFinite(seconds) && seconds >= 0 ? seconds * 1000 : undefined
}

const ignoreBroken = (): void => {
  // The connection broke before the body came; the status has said all that counts.
}
