import { parseFrame, ProtocolError, type Frame } from '../protocol/index.js'
import { MAX_FRAME_LENGTH } from './body.js'
import { routeOf } from './http.js'
import {
  TransportError,
  type OpenOptions,
  type Transport,
  type TransportErrorCode,
} from './transport.js'

/** Options of the WebSocket transport. */
export interface WebSocketOptions {
  /**
   * The `WebSocket` class to use.
   *
   * @default globalThis.WebSocket
   */
  readonly WebSocket?: typeof globalThis.WebSocket
  /**
   * The limit for the length of a message, in characters. A longer message is a `ProtocolError`.
   *
   * @default 4,194,304
   */
  readonly maxMessageLength?: number
}

/**
 * Creates a transport for a WebSocket (RFC 6455), for networks that let one through but hold back
 * an event stream. The token is sent in the first message and not in the address, because addresses
 * appear in logs.
 */
export function websocket(options: WebSocketOptions = {}): Transport {
  const maxLength = options.maxMessageLength ?? MAX_FRAME_LENGTH

  async function* open({ endpoint, cursor, token, signal }: OpenOptions): AsyncGenerator<Frame> {
    signal.throwIfAborted()
    const socket = connect(endpoint, options.WebSocket ?? globalThis.WebSocket)
    const ended = new AbortController()
    socket.onopen = () => socket.send(JSON.stringify({ type: 'auth', token, cursor }))
    // Without a listener some implementations throw. A `close` event with the reason follows.
    socket.onerror = () => undefined
    const reader = new ReadableStream<unknown>({
      start(controller) {
        socket.onmessage = ({ data }) => controller.enqueue(data)
        socket.onclose = ({ code }) => {
          // The failure is queued, so that the messages before it are read first.
          if (!cleanEnds.includes(code)) controller.enqueue(failureOf(code))
          controller.close()
        }
        const abort = (): void => controller.error(signal.reason)
        signal.addEventListener('abort', abort, { signal: ended.signal })
      },
    }).getReader()
    try {
      for (;;) {
        const { done, value } = await reader.read()
        if (done) return
        if (value instanceof TransportError) throw value
        if (typeof value !== 'string' || value.length > maxLength)
          throw new ProtocolError('malformed')
        const frame = parseFrame(value)
        if (frame) yield frame
      }
    } finally {
      // This also runs when the iteration ends early: the server must see that the connection is
      // closed.
      ended.abort()
      socket.onopen = socket.onmessage = socket.onclose = null
      socket.close()
    }
  }

  return { name: 'websocket', open }
}

/**
 * @throws {TransportError} if the page may not open a WebSocket: the address is insecure, or the
 *   environment has no WebSocket
 */
function connect(endpoint: URL, Socket: typeof globalThis.WebSocket): WebSocket {
  const url = routeOf(endpoint, 'inbox/socket')
  url.protocol = url.protocol.replace('http', 'ws')
  try {
    return new Socket(url)
  } catch (cause) {
    throw new TransportError('rejected', { cause })
  }
}

/** Normal closure, and going away (RFC 6455, section 7.4.1). */
const cleanEnds: readonly number[] = [1000, 1001]

const named: Readonly<Record<number, TransportErrorCode>> = {
  4400: 'rejected',
  4401: 'unauthorized',
  4403: 'forbidden',
  4408: 'rejected',
  4410: 'removed',
  4429: 'busy',
  4503: 'busy',
}

const failureOf = (code: number): TransportError => new TransportError(named[code] ?? 'network')
