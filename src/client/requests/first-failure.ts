import { accept } from '../../transports/http.js'
import { TransportError } from '../../transports/transport.js'
import { isNoJson } from './requests.js'
import type { TokenSource } from './token-source.js'

/**
 * Judges what asking for the first state failed with. A token that the server refused is forgotten, so
 * that the next request brings another one.
 *
 * @param failed The answer that was no state, or the error that was thrown; `undefined` where all is well.
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
