import { parseJson, ProtocolError } from '../protocol/index.js'
import { TransportError } from './transport.js'

/**
 * The default limit for the length of a frame, or of an answer with several frames, in characters.
 */
export const MAX_FRAME_LENGTH = 4 * 1024 * 1024

/**
 * Yields the body of an answer as text, piece by piece. Ending the iteration early closes the
 * connection.
 *
 * @throws {TransportError} if the answer has another content type (a captive portal or a wrong
 *   address answers 200 with a page of its own), or if the connection breaks
 */
export async function* textOf(
  { body, headers }: Response,
  type: string,
  signal: AbortSignal,
): AsyncGenerator<string> {
  if (!body || !headers.get('content-type')?.startsWith(type)) {
    body?.cancel().catch(ignoreEnded)
    throw new TransportError('unexpected')
  }
  const decoder = new TextDecoder()
  const reader = body.getReader()
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return
      yield decoder.decode(value, { stream: true })
    }
  } catch (cause) {
    signal.throwIfAborted()
    throw new TransportError('network', { cause })
  } finally {
    // This also runs when the iteration ends early: the server must see that the connection is
    // closed.
    void reader.cancel().catch(ignoreEnded)
  }
}

/**
 * Reads the body of an answer and parses it as JSON.
 *
 * @param maxLength The limit for the length of the body, in characters. Default:
 *   `MAX_FRAME_LENGTH`.
 * @throws {TransportError} if the answer has another content type, or the connection breaks.
 * @throws {ProtocolError} if the body is not JSON, or longer than `maxLength`.
 */
export async function readJson(
  response: Response,
  signal: AbortSignal,
  maxLength: number = MAX_FRAME_LENGTH,
): Promise<unknown> {
  let body = ''
  for await (const piece of textOf(response, 'application/json', signal)) {
    body += piece
    if (body.length > maxLength) throw new ProtocolError('malformed')
  }
  return parseJson(body)
}

const ignoreEnded = (): void => {
  // Cancelling a body that already broke rejects with the same error that read() threw.
}
