import type { ServerResponse } from 'node:http'
import type { Frame } from 'belfry/protocol'
import { LINGER_MS, type Sink, whenClosed } from './sink.js'

/** Padding for proxies that hold back a response until they have received enough bytes. */
const PADDING = `:${' '.repeat(2048)}\n\n`

const HEADERS = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-store, no-transform',
  'x-accel-buffering': 'no',
}

/**
 * Creates the sink of an event stream. The first frame starts the response, with enough padding to
 * fill a proxy's buffer. Until then the request can still be answered with an error status.
 */
export function createSseSink(
  response: ServerResponse,
  headers: Readonly<Record<string, string>>,
): Sink {
  // A socket may break between two writes. The event "close" follows, and its
  // listeners handle that.
  response.on('error', () => undefined)
  return {
    get isWritable() {
      return !response.writableNeedDrain
    },
    get bufferedBytes() {
      return response.writableLength
    },
    write(frame) {
      if (!response.headersSent) {
        response.writeHead(200, { ...headers, ...HEADERS })
        response.write(PADDING)
      }
      response.write(formatEvent(frame))
    },
    end(bye) {
      if (!response.headersSent) return
      response.end(formatEvent(bye))
      setTimeout(() => response.destroy(), LINGER_MS).unref()
    },
    onDrain: (listener) => void response.on('drain', listener),
    onClose: (listener) => whenClosed(response, listener),
  }
}

/**
 * Formats a frame as a server-sent event (WHATWG HTML, 9.2). A cursor contains no line break and
 * JSON escapes its own, so no value can end a field early.
 */
function formatEvent(frame: Frame): string {
  const id = 'to' in frame ? `id: ${frame.to}\n` : ''
  return `${id}event: ${frame.type}\ndata: ${JSON.stringify(frame)}\n\n`
}
