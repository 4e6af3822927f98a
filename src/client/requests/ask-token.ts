import { sendRequest } from '../../transports/http.js'
import { TransportError } from '../../transports/transport.js'
import { warnHost } from '../warn-host.js'

/** How long an answer may take, in milliseconds. */
const ANSWER_MS = 15_000

/**
 * Asks an address of the page's own origin for the member's token. Relative addresses are resolved
 * against the page. Another origin is refused: markup alone must not decide where a page's tokens come
 * from. A page that wants that gives a `getToken`.
 *
 * @throws {TransportError} where the address is of another origin, fails, refuses, or gives no token.
 */
export async function askToken(address: string): Promise<string> {
  const url = new URL(address, document.baseURI)
  // A page opened with a password in its address has it in this one too, where fetch refuses it.
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
