import type { ClientConnection } from './connection.js'

/**
 * The number of consecutive checks without progress after which a client is stuck. Checks come once a second, so 5 s
 * pass from the first to the last.
 */
const STALLS_ALLOWED = 6
/** The number of checks without progress if more than `sendBufferBytes` are buffered. */
const STALLS_OF_MUCH = 2

/**
 * Whether a client is stuck, so that the server must not buffer more for it. Call it at each check.
 * One large frame may take a slow network longer than the time between two checks, so only a client
 * that reads nothing is stuck.
 *
 * @param sendBufferBytes The number of buffered bytes above which fewer checks are allowed.
 */
export function isStuck(connection: ClientConnection, sendBufferBytes: number): boolean {
  const waiting = connection.isWritable ? 0 : connection.bufferedBytes
  const takesNothing = waiting > 0 && waiting >= connection.waitedBytes
  connection.stalls = takesNothing ? connection.stalls + 1 : 0
  connection.waitedBytes = waiting
  return connection.stalls >= (waiting > sendBufferBytes ? STALLS_OF_MUCH : STALLS_ALLOWED)
}
