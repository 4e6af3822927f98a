import type { Frame } from '../../protocol/index.js'
import { TransportError } from '../../transports/transport.js'

/** A connection that misses this many heartbeats is dead, even where the socket is still open. */
const HEARTBEATS_MISSED = 2.2
/** Until the first frame tells how often heartbeats come. */
const OPENING_MS = 8_000

/**
 * Passes frames on while they come, and aborts the connection once it falls silent. A half-open
 * socket reports nothing by itself, for many minutes.
 */
export async function* watched(
  frames: AsyncIterable<Frame>,
  connection: AbortController,
): AsyncGenerator<Frame> {
  let silenceMs = OPENING_MS
  let timer: ReturnType<typeof setTimeout> | undefined
  const arm = (): void => {
    clearTimeout(timer)
    timer = setTimeout(() => connection.abort(new TransportError('silent')), silenceMs)
  }
  arm()
  try {
    for await (const frame of frames) {
      if (frame.type === 'hello') silenceMs = frame.heartbeatMs * HEARTBEATS_MISSED
      arm()
      yield frame
    }
  } finally {
    clearTimeout(timer)
  }
}
