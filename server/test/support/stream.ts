import { EventSourceParserStream } from 'eventsource-parser/stream'
import { type Frame, parseFrame } from 'belfry/protocol'

type FrameOf<T extends Frame['type']> = Extract<Frame, { type: T }>

/** An open stream whose frames are read one after the other. */
export interface TestStream {
  readonly response: Response
  /** Returns the next frame; `null` at the end. */
  next(): Promise<Frame | null>
  /**
   * Returns the next frame of a type and skips the frames before it.
   *
   * @throws {Error} if the stream ends before such a frame
   */
  until<T extends Frame['type']>(type: T): Promise<FrameOf<T>>
  /** Returns the id of the last event that had one. */
  lastId(): string
  close(): void
}

/** Opens an event stream. */
export async function openStream(
  url: string,
  headers: Record<string, string>,
): Promise<TestStream> {
  const abort = new AbortController()
  const response = await fetch(url, { headers, signal: abort.signal })
  if (!response.ok || !response.body) throw new Error(`${response.status} ${await response.text()}`)
  const reader = response.body
    .pipeThrough(new TextDecoderStream() as never)
    .pipeThrough(new EventSourceParserStream())
    .getReader()
  let lastId = ''
  const next = async (): Promise<Frame | null> => {
    const { value, done } = await reader.read()
    if (done) return null
    if (value.id) lastId = value.id
    const frame = parseFrame(value.data)
    if (!frame || frame.type !== value.event) throw new Error(`not a frame: ${value.data}`)
    return frame
  }
  return {
    response,
    next,
    async until(type) {
      for (let frame = await next(); frame; frame = await next())
        if (frame.type === type) return frame as never
      throw new Error(`the stream ended without ${type}`)
    },
    lastId: () => lastId,
    close: () => abort.abort(),
  }
}
