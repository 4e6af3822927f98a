import { isSnapshot, type Snapshot } from '../../protocol/index.js'
import { authorization, sendRequest, routeOf } from '../../transports/http.js'
import { TransportError } from '../../transports/transport.js'
import type { TokenSource } from './token-source.js'

/** The server and the credentials of a member's requests. */
export interface RequestOptions {
  readonly endpoint: URL
  readonly tokens: TokenSource
  readonly fetch: typeof globalThis.fetch
}

/** One request of the member API: its route and query, and the guard for its answer. */
export interface RequestPlan<T> extends RequestInit {
  readonly route: string
  readonly query?: Record<string, string>
  readonly isExpected: (value: unknown) => value is T
}

/** The longest wait for an answer, in milliseconds, whatever the state of the connection. */
const ANSWER_MS = 15_000

/**
 * Sends a request as the member. If the server refuses the token, it sends the request once more
 * with a new token.
 *
 * @throws {TransportError} if the request fails or is refused, or the answer is not the expected
 *   one.
 */
export async function ask<T>(
  { endpoint, tokens, fetch }: RequestOptions,
  { route, query, isExpected, ...init }: RequestPlan<T>,
): Promise<T> {
  const response = await authorized(tokens, (token) =>
    sendRequest(fetch, routeOf(endpoint, route, query), {
      ...init,
      signal: AbortSignal.any([AbortSignal.timeout(ANSWER_MS), init.signal ?? []].flat()),
      headers: { ...init.headers, ...authorization(token), accept: 'application/json' },
    }),
  )
  const value: unknown = await response.json().catch((cause: unknown) => {
    // Unless the body is not JSON, the connection broke while the body was read.
    throw new TransportError(isNoJson(cause) ? 'unexpected' : 'network', { cause })
  })
  if (!isExpected(value)) throw new TransportError('unexpected')
  return value
}

/**
 * Returns whether an answer could not be read because it is not JSON. WebKit then throws a
 * `DOMException`, the other engines a `SyntaxError`; both have the same name.
 */
export const isNoJson = (error: unknown): boolean =>
  (error as Partial<Error> | undefined)?.name === 'SyntaxError'

/**
 * Requests the newest rows and the counts.
 *
 * @throws {TransportError} if the request fails or is refused.
 */
export const askSnapshot = (
  options: RequestOptions,
  limit: number,
  signal: AbortSignal,
): Promise<Snapshot> =>
  ask(options, {
    route: 'inbox',
    query: { limit: String(limit) },
    isExpected: isSnapshot,
    signal,
  })

async function authorized(
  tokens: TokenSource,
  send: (token: string | null) => Promise<Response>,
): Promise<Response> {
  const token = await tokens.token()
  try {
    return await send(token)
  } catch (error) {
    // The token of a removed member is rejected too: the page may have another member by now.
    if (!(error instanceof TransportError) || !/unauthorized|removed/.test(error.code)) throw error
    tokens.reject(token, error.code)
    // If there is no new token, the refusal is the error to report.
    const fresh = await tokens.token().catch(() => token)
    if (fresh === token) throw error
    return send(fresh)
  }
}
