import type { ServerResponse } from 'node:http'
import type { Bye, Frame } from 'belfry/protocol'

/** The destination of a connection's frames: an event stream, a socket or a waiting poll. */
export interface Sink {
  /** Whether the client accepts more bytes without buffering them in memory. */
  readonly isWritable: boolean
  /** The number of bytes that are buffered in memory for the client. */
  readonly bufferedBytes: number
  /** Sends a frame. */
  write(frame: Frame): void
  /** Sends a `bye` frame and closes the connection, even if the client never reads the frame. */
  end(bye: Bye): void
  /** Registers a listener that runs whenever the client has read all buffered bytes. */
  onDrain(listener: () => void): void
  /**
   * Registers a listener that runs once, when the client is gone; at once if it is gone already.
   */
  onClose(listener: () => void): void
  /**
   * Sends a ping, so that proxies see that the connection is in use. Missing if the
   * transport has none.
   */
  ping?(): void
}

/** The time that a closing connection has to send its buffered bytes, in milliseconds. */
export const LINGER_MS = 1000

/**
 * Runs a listener when a response is closed. A client may leave at any time, even while its token
 * is being verified. The event is over then, so `destroyed` is checked.
 */
export function whenClosed(response: ServerResponse, listener: () => void): void {
  if (response.destroyed) listener()
  else response.once('close', listener)
}
