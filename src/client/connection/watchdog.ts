import type { Frame } from '../../protocol/index.js'
import { TransportError } from '../../transports/transport.js'

/**
 * The number of missed heartbeats after which a connection is dead, even if the socket is still
 * open.
 */
const HEARTBEATS_MISSED = 2.2
/**
 * The longest silence before the `hello` frame, which contains the interval of heartbeats, in
 * milliseconds.
 */
const OPENING_MS = 8_000

/**
 * Yields frames, and aborts the connection once it falls silent. A half-open socket reports no
 * error by itself for many minutes.
 */
export async function* watched(
  frames: AsyncIterable<Frame>,
  closer: AbortController,
): AsyncGenerator<Frame> {
  let silenceMs = OPENING_MS
  let timer: ReturnType<typeof setTimeout> | undefined
  const arm = (): void => {
    clearTimeout(timer)
    timer = setTimeout(() => closer.abort(new TransportError('silent')), silenceMs)
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
