import type { ServerResponse } from 'node:http'
import type { Frame } from 'belfry/protocol'
import { LINGER_MS, type Sink, whenClosed } from './sink.js'

/** What middle boxes hold back until they have seen enough. */
const PADDING = `:${' '.repeat(2048)}\n\n`

const HEADERS = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-store, no-transform',
  'x-accel-buffering': 'no',
}

/**
 * An event stream. It begins with its first frame, with enough bytes to fill a proxy's buffer: until
 * then the request may still be answered with a status.
 */
export function createSseSink(
  response: ServerResponse,
  headers: Readonly<Record<string, string>>,
): Sink {
  // A socket may break between two writes; "close" follows, and that is where it is handled.
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
 * One frame as an event (WHATWG HTML, 9.2). A cursor holds no line break, and JSON escapes its own,
 * so no value can end a field early.
 */
function formatEvent(frame: Frame): string {
  const id = 'to' in frame ? `id: ${frame.to}\n` : ''
  return `${id}event: ${frame.type}\ndata: ${JSON.stringify(frame)}\n\n`
}
