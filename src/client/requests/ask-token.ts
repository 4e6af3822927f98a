import { sendRequest } from '../../transports/http.js'
import { TransportError } from '../../transports/transport.js'
import { warnHost } from '../warn-host.js'

/** The longest wait for an answer, in milliseconds. */
const ANSWER_MS = 15_000

/**
 * Requests the member's token from an address of the page's own origin. A relative address is
 * resolved against the page. An address of another origin is refused, because markup alone must not
 * decide where a page's tokens come from; such a page sets `getToken`.
 *
 * @throws {TransportError} if the address is of another origin, the request fails or is refused, or
 *   the answer contains no token.
 */
export async function askToken(address: string): Promise<string> {
  const url = new URL(address, document.baseURI)
  // If the page was opened with a password in its address, the resolved address contains it too,
  // and `fetch` refuses such an address.
  url.username = url.password = ''
  if (url.origin !== location.origin) {
    warnHost('token-url-origin', url.origin)
    throw new TransportError('unauthorized')
  }
  const response = await sendRequest((...asked) => fetch(...asked), url, {
    headers: { accept: 'application/json' },
    signal: AbortSignal.timeout(ANSWER_MS),
  })
  const answer = (await response.json().catch(() => null)) as { token?: unknown } | null
  const token = answer?.token
  if (typeof token === 'string' && token) return token
  warnHost('token-url-answer', url.pathname)
  throw new TransportError('unexpected')
}
