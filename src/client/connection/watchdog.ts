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
  let heardAt = performance.now()
  let timer: ReturnType<typeof setTimeout> | undefined
  // The timer is not set anew for each frame, because a burst has a thousand of them.
  const watch = (): void => {
    const leftMs = heardAt + silenceMs - performance.now()
    if (leftMs <= 0) closer.abort(new TransportError('silent'))
    else timer = setTimeout(watch, leftMs)
  }
  watch()
  try {
    for await (const frame of frames) {
      heardAt = performance.now()
      if (frame.type === 'hello') {
        silenceMs = frame.heartbeatMs * HEARTBEATS_MISSED
        clearTimeout(timer)
        watch()
      }
      yield frame
    }
  } finally {
    clearTimeout(timer)
  }
}
