import { accept } from '../../transports/http.js'
import { TransportError } from '../../transports/transport.js'
import { isNoJson } from './requests.js'
import type { TokenSource } from './token-source.js'

/**
 * Classifies the failure of the request for the first state. A token that the server refused is
 * rejected, so that the next request uses another one.
 *
 * @param failed The answer that was no state, or the error that was thrown; `undefined` after a
 *   success.
 * @returns the failure, as a {@link TransportError} where there was an answer; `undefined` after a
 *   success
 */
export async function judgeFirst(failed: unknown, tokens: TokenSource): Promise<unknown> {
  if (isNoJson(failed)) return new TransportError('unexpected', { cause: failed })
  if (!(failed instanceof Response)) return failed
  try {
    await accept(failed)
    return new TransportError('unexpected')
  } catch (error) {
    if (error instanceof TransportError && /unauthorized|removed/.test(error.code))
      tokens.reject(await tokens.token())
    return error
  }
}
