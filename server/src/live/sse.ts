import type { ServerResponse } from 'node:http'
import type { Frame } from 'belfry/protocol'

/** What middle boxes hold back until they have seen enough. */
const PADDING = `:${' '.repeat(2048)}\n\n`

const HEADERS = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-store, no-transform',
  'x-accel-buffering': 'no',
}

/** Starts an event stream. The headers leave at once, with enough bytes to fill a proxy's buffer. */
export function startEvents(
  response: ServerResponse,
  headers: Readonly<Record<string, string>>,
): void {
  response.writeHead(200, { ...headers, ...HEADERS })
  response.flushHeaders()
  response.write(PADDING)
}

/**
 * One frame as an event (WHATWG HTML, 9.2). A cursor holds no line break, and JSON escapes its own,
 * so no value can end a field early.
 */
export function formatEvent(frame: Frame): string {
  const id = 'to' in frame ? `id: ${frame.to}\n` : ''
  return `${id}event: ${frame.type}\ndata: ${JSON.stringify(frame)}\n\n`
}
