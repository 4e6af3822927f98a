import type { Duplex } from 'node:stream'
import type { WebSocket } from 'ws'
import { LINGER_MS, type Sink } from './sink.js'

/** The standard close codes of WebSocket (RFC 6455, 7.4.1) that end an open stream. */
const closeCodes = { done: 1000, goingAway: 1001 } as const

/**
 * Creates the sink of a WebSocket. Each frame is one text message of JSON.
 *
 * @param connection - the network connection below the socket. Without compression, the WebSocket
 *   library buffers nothing itself.
 */
export const createSocketSink = (socket: WebSocket, connection: Duplex): Sink => ({
  get isWritable() {
    return !connection.writableNeedDrain
  },
  get bufferedBytes() {
    return connection.writableLength
  },
  write: (frame) => socket.send(JSON.stringify(frame)),
  end(bye) {
    socket.send(JSON.stringify(bye))
    closeSocket(socket, bye.reason === 'deploy' ? closeCodes.goingAway : closeCodes.done)
  },
  onDrain: (listener) => void connection.on('drain', listener),
  onClose: (listener) => void socket.once('close', listener),
  ping: () => socket.ping(),
})

/** The maximum length of the reason in a close frame, in bytes (RFC 6455, 5.5). */
const REASON_BYTES = 123

/**
 * Closes a socket, even if the other end does not respond.
 *
 * @param reason - the text for the other end; one with more than {@link REASON_BYTES} is left out
 */
export function closeSocket(socket: WebSocket, code: number, reason = ''): void {
  socket.close(code, Buffer.byteLength(reason) > REASON_BYTES ? '' : reason)
  setTimeout(() => socket.terminate(), LINGER_MS).unref()
}
