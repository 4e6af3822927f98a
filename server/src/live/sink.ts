import type { ServerResponse } from 'node:http'
import type { Bye, Frame } from 'belfry/protocol'

/** Where the frames of a connection go: an event stream, a socket, an answer that waits. */
export interface Sink {
  /** Whether it takes more without keeping it in memory. */
  readonly isWritable: boolean
  /** What waits in memory for the reader. */
  readonly bufferedBytes: number
  /** Sends a frame. */
  write(frame: Frame): void
  /** Says goodbye and closes, also when the reader never reads it. */
  end(bye: Bye): void
  /** Runs whenever the reader has taken what waited. */
  onDrain(listener: () => void): void
  /** Runs once when the reader is gone; now, where they are gone already. */
  onClose(listener: () => void): void
  /** Shows middle boxes that the connection is in use, where its transport has a way. */
  ping?(): void
}

/** How long a closing connection may take to read what is on its way. */
export const LINGER_MS = 1000

/** Readers leave at any time, also while their token is being read. Then nothing tells it again. */
export function whenClosed(response: ServerResponse, listener: () => void): void {
  if (response.destroyed) listener()
  else response.once('close', listener)
}
