import {
  isCommandResponse,
  isPage,
  isSnapshot,
  type CommandRequest,
  type CommandResponse,
  type Page,
  type Snapshot,
} from '../protocol/index.js'
import { authorization, request, routeOf } from '../transports/http.js'
import { TransportError } from '../transports/transport.js'
import type { Session } from './session.js'

/** The member API, as far as it is asked and answers. Streams are the transports' part. */
export interface Api {
  /** The newest rows with everything that counts. */
  snapshot(limit: number, signal?: AbortSignal): Promise<Snapshot>
  /** The rows below the place that `after` names. */
  page(after: string, limit: number, signal?: AbortSignal): Promise<Page>
  /** Hands over what the member did. Outlives the page it was done on. */
  send(body: CommandRequest): Promise<CommandResponse>
}

/** Where to ask, and as whom. */
export interface ApiOptions {
  readonly endpoint: URL
  readonly session: Session
  readonly fetch: typeof globalThis.fetch
}

/**
 * Makes the API of one member. Every call throws a {@link TransportError} where it fails, and asks
 * once for a new token where the one in use was refused.
 */
export function createApi({ endpoint, session, fetch }: ApiOptions): Api {
  async function call<T>(
    url: URL,
    init: RequestInit,
    isExpected: (value: unknown) => value is T,
  ): Promise<T> {
    const response = await authorized(session, (token) =>
      request(fetch, url, {
        ...init,
        headers: { ...init.headers, ...authorization(token), accept: 'application/json' },
      }),
    )
    const value: unknown = await response.json().catch((cause: unknown) => {
      throw new TransportError('unexpected', { cause })
    })
    if (!isExpected(value)) throw new TransportError('unexpected')
    return value
  }

  const get = (signal?: AbortSignal): RequestInit => (signal ? { signal } : {})
  return {
    snapshot: (limit, signal) =>
      call(routeOf(endpoint, 'inbox', { limit: String(limit) }), get(signal), isSnapshot),
    page: (after, limit, signal) =>
      call(routeOf(endpoint, 'inbox/page', { limit: String(limit), after }), get(signal), isPage),
    send: (body) =>
      call(
        routeOf(endpoint, 'inbox/commands'),
        {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(body),
          // A click on a notification leaves the page while this is on its way.
          keepalive: true,
        },
        isCommandResponse,
      ),
  }
}

async function authorized(
  session: Session,
  send: (token: string | null) => Promise<Response>,
): Promise<Response> {
  const token = await session.token()
  try {
    return await send(token)
  } catch (error) {
    if (!(error instanceof TransportError) || error.code !== 'unauthorized') throw error
    session.reject(token)
    const fresh = await session.token()
    if (fresh === token) throw error
    return send(fresh)
  }
}
