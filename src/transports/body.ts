import { parseJson, ProtocolError } from '../protocol/index.js'
import { TransportError } from './transport.js'

/** The longest frame, or answer of several, in characters, unless a host says otherwise. */
export const MAX_FRAME_LENGTH = 4 * 1024 * 1024

/**
 * The body of an answer as text, piece by piece. Leaving it early closes the connection.
 *
 * @throws {TransportError} where it is of another type: a captive portal or a wrong address answers
 *   200 with a page of its own; and where the connection breaks.
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
    // Also reached when the reader stops early; the server must see the end.
    void reader.cancel().catch(ignoreEnded)
  }
}

/**
 * The body of an answer, parsed.
 *
 * @param maxLength The longest, in characters, before it is given up.
 * @throws {TransportError} where it is of another type, or the connection breaks.
 * @throws {ProtocolError} where it is no JSON, or longer.
 */
export async function jsonOf(
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
