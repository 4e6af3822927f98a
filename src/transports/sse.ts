import { createParser, type EventSourceMessage } from 'eventsource-parser'
import { parseFrame, ProtocolError, type Frame } from '../protocol/index.js'
import { authorization, request, routeOf } from './http.js'
import { TransportError, type OpenOptions, type Transport } from './transport.js'

/** Settings of the SSE transport. */
export interface SseOptions {
  /** @default globalThis.fetch */
  readonly fetch?: typeof globalThis.fetch
  /**
   * The longest event, in characters, before the connection is given up.
   * @default 4,194,304
   */
  readonly maxEventLength?: number
}

/**
 * Server-sent events, read through `fetch`: unlike `EventSource` it can send a bearer token, sees
 * the status of a refusal, and leaves retrying to the client.
 */
export function sse(options: SseOptions = {}): Transport {
  const maxBufferSize = options.maxEventLength ?? 4 * 1024 * 1024

  async function* open({ endpoint, cursor, token, signal }: OpenOptions): AsyncGenerator<Frame> {
    const response = await request(
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
    // A captive portal or a wrong address answers 200 with a page of its own.
    if (!response.body || !isEventStream(response)) throw new TransportError('unexpected')
    yield* frames(response.body, maxBufferSize, signal)
  }

  return { name: 'sse', open }
}

const isEventStream = ({ headers }: Response): boolean =>
  headers.get('content-type')?.startsWith('text/event-stream') ?? false

async function* frames(
  body: ReadableStream<Uint8Array>,
  maxBufferSize: number,
  signal: AbortSignal,
): AsyncGenerator<Frame> {
  let events: EventSourceMessage[] = []
  const parser = createParser({
    maxBufferSize,
    onEvent: (event) => events.push(event),
    onError: (cause) => {
      if (cause.type === 'max-buffer-size-exceeded') throw new ProtocolError('malformed', { cause })
    },
  })
  const decoder = new TextDecoder()
  const reader = body.getReader()
  try {
    for (;;) {
      const { done, value } = await read(reader, signal)
      if (done) return
      parser.feed(decoder.decode(value, { stream: true }))
      const arrived = events
      events = []
      for (const { data } of arrived) {
        const frame = parseFrame(data)
        if (frame) yield frame
      }
    }
  } finally {
    // Also reached when the reader of the frames stops early; the server must see the end.
    void reader.cancel().catch(ignoreEnded)
  }
}

async function read(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  signal: AbortSignal,
): Promise<ReadableStreamReadResult<Uint8Array>> {
  try {
    return await reader.read()
  } catch (cause) {
    signal.throwIfAborted()
    throw new TransportError('network', { cause })
  }
}

const ignoreEnded = (): void => {
  // Cancelling a stream that already broke rejects with the same error that read() threw.
}
