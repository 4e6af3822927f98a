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

/** Closes a socket, also where the other end does not answer. */
export function closeSocket(socket: WebSocket, code: number): void {
  socket.close(code)
  setTimeout(() => socket.terminate(), LINGER_MS).unref()
}
