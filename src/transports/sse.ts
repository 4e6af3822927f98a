import { createParser, type EventSourceMessage } from 'eventsource-parser'
import { parseFrame, ProtocolError, type Frame } from '../protocol/index.js'
import { MAX_FRAME_LENGTH, textOf } from './body.js'
import { authorization, sendRequest, routeOf } from './http.js'
import type { OpenOptions, Transport } from './transport.js'

/** Options of the SSE transport. */
export interface SseOptions {
  /**
   * The `fetch` function to use.
   *
   * @default globalThis.fetch
   */
  readonly fetch?: typeof globalThis.fetch
  /**
   * The limit for the length of an event, in characters. A longer event is a `ProtocolError`.
   *
   * @default 4,194,304
   */
  readonly maxEventLength?: number
}

/**
 * Creates a transport for server-sent events that are read through `fetch`. Unlike `EventSource` it
 * can send a bearer token, sees the status of a refusal, and leaves retrying to the client.
 */
export function sse(options: SseOptions = {}): Transport {
  const maxBufferSize = options.maxEventLength ?? MAX_FRAME_LENGTH

  async function* open({ endpoint, cursor, token, signal }: OpenOptions): AsyncGenerator<Frame> {
    const response = await sendRequest(
      options.fetch ?? globalThis.fetch,
      routeOf(endpoint, 'inbox/stream'),
      {
        signal,
        headers: {
          ...authorization(token),
          accept: 'text/event-stream',
          ...(cursor === null ? {} : { 'last-event-id': cursor }),
        },
      },
    )
    let events: EventSourceMessage[] = []
    const parser = createParser({
      maxBufferSize,
      onEvent: (event) => events.push(event),
      onError: (cause) => {
        if (cause.type === 'max-buffer-size-exceeded')
          throw new ProtocolError('malformed', { cause })
      },
    })
    for await (const piece of textOf(response, 'text/event-stream', signal)) {
      parser.feed(piece)
      const arrived = events
      events = []
      for (const { data } of arrived) {
        const frame = parseFrame(data)
        if (frame) yield frame
      }
    }
  }

  return { name: 'sse', open }
}
