import type { Duplex } from 'node:stream'
import type { WebSocket } from 'ws'
import { LINGER_MS, type Sink } from './sink.js'

/** The close codes of WebSocket's own (RFC 6455, 7.4.1) that an opened stream ends with. */
const closeCodes = { done: 1000, goingAway: 1001 } as const

/**
 * A WebSocket: one JSON text message a frame.
 *
 * @param connection What the socket runs over. Without compression nothing waits in between.
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

/** The longest reason that a close frame has room for, in bytes (RFC 6455, 5.5). */
const REASON_BYTES = 123

/**
 * Closes a socket, also where the other end does not answer.
 *
 * @param reason Told to the other end; a longer one than a close frame can hold is left out.
 */
export function closeSocket(socket: WebSocket, code: number, reason = ''): void {
  socket.close(code, Buffer.byteLength(reason) > REASON_BYTES ? '' : reason)
  setTimeout(() => socket.terminate(), LINGER_MS).unref()
}
