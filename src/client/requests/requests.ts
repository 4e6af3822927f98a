import { isSnapshot, type Snapshot } from '../../protocol/index.js'
import { authorization, sendRequest, routeOf } from '../../transports/http.js'
import { TransportError } from '../../transports/transport.js'
import type { TokenSource } from './token-source.js'

/** Where to ask, and as whom. */
export interface RequestOptions {
  readonly endpoint: URL
  readonly tokens: TokenSource
  readonly fetch: typeof globalThis.fetch
}

/** One request of the member API: its route, what goes along, and what an answer must be. */
export interface RequestPlan<T> extends RequestInit {
  readonly route: string
  readonly query?: Record<string, string>
  readonly isExpected: (value: unknown) => value is T
}

/** An answer that takes longer is not coming, whatever the connection believes. */
const ANSWER_MS = 15_000

/**
 * Sends a request as the member. Asks once for a new token where the one in use was refused.
 *
 * @throws {TransportError} where it fails, is refused, or answers something else.
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
    // It broke off, unless what came is no JSON.
    throw new TransportError(isNoJson(cause) ? 'unexpected' : 'network', { cause })
  })
  if (!isExpected(value)) throw new TransportError('unexpected')
  return value
}

/**
 * Whether an answer could not be read because it is no JSON. WebKit throws a `DOMException` then, the
 * other engines throw a `SyntaxError`: both have the same name.
 */
export const isNoJson = (error: unknown): boolean =>
  (error as Partial<Error> | undefined)?.name === 'SyntaxError'

/** Asks for the newest rows, with everything that counts. */
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
    // Of a removed member too: the page may have another member by now.
    if (!(error instanceof TransportError) || !/unauthorized|removed/.test(error.code)) throw error
    tokens.reject(token, error.code)
    // Where there is none to be had, it is the refusal that counts.
    const fresh = await tokens.token().catch(() => token)
    if (fresh === token) throw error
    return send(fresh)
  }
}
