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
 * @throws {TransportError} for every other answer, and for none.
 */
export async function request(
  fetch: typeof globalThis.fetch,
  url: URL,
  init: RequestInit,
): Promise<Response> {
  let response: Response
  try {
    // The cookie of a same-site session goes along; a token needs none.
    response = await fetch(url, { credentials: 'same-origin', cache: 'no-store', ...init })
  } catch (cause) {
    init.signal?.throwIfAborted()
    throw new TransportError('network', { cause })
  }
  // Not modified: nothing is new to who asked with what they have.
  if (response.ok || response.status === 304) return response
  // Left unread, the body would keep the connection busy.
  response.body?.cancel().catch(ignoreBroken)
  throw new TransportError(codeOf(response.status), {
    status: response.status,
    retryAfterMs: retryAfterMs(response.headers.get('retry-after')),
  })
}

const named: Readonly<Record<number, TransportErrorCode>> = {
  401: 'unauthorized',
  403: 'forbidden',
  425: 'busy',
  429: 'busy',
  503: 'busy',
}

const codeOf = (status: number): TransportErrorCode =>
  named[status] ?? (status >= 500 ? 'failed' : 'rejected')

/** Retry-After in seconds; its other form, a date, would need this machine's clock to be right. */
function retryAfterMs(header: string | null): number | undefined {
  const seconds = Number(header)
  return header && Number.isFinite(seconds) && seconds >= 0 ? seconds * 1000 : undefined
}

const ignoreBroken = (): void => {
  // The connection broke before the body came; the status has said all that counts.
}
