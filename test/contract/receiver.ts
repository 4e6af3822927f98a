import type { Frame } from '../../src/protocol/index.js'
import type { OpenOptions, Transport } from '../../src/transports/transport.js'

type FrameOf<T extends Frame['type']> = Extract<Frame, { type: T }>

/** Reads the frames of one opened transport. */
export interface Receiver {
  /** The next frame; `null` at the end. Rejects with the error that the transport throws. */
  next(): Promise<Frame | null>
  /** The next frame of one of these types, past all others. Rejects at the end. */
  until<T extends Frame['type']>(...types: T[]): Promise<FrameOf<T>>
  /** All frames up to the end. */
  rest(): Promise<Frame[]>
  /** The error with which the transport ends. Rejects if it ends without one. */
  failure(): Promise<unknown>
  /** Aborts the transport by its signal. */
  abort(reason?: unknown): void
  /** Stops reading, as `break` does in a loop over the frames. */
  leave(): Promise<void>
}

/** Opens a transport, and reads its frames. */
export function receive(transport: Transport, opening: Omit<OpenOptions, 'signal'>): Receiver {
  const abort = new AbortController()
  const iterator = transport.open({ ...opening, signal: abort.signal })[Symbol.asyncIterator]()
  const next = async (): Promise<Frame | null> => {
    const result = await iterator.next()
    return result.done ? null : result.value
  }
  const rest = async (): Promise<Frame[]> => {
    const frames: Frame[] = []
    for (let frame = await next(); frame; frame = await next()) frames.push(frame)
    return frames
  }
  return {
    next,
    rest,
    async until(...types) {
      for (let frame = await next(); frame; frame = await next())
        if (types.some((type) => frame?.type === type)) return frame as never
      throw new Error(`the transport ended without ${types.join(' or ')}`)
    },
    failure: () =>
      rest().then(
        (frames) =>
          Promise.reject(
            new Error(`the transport ended without an error, after ${frames.length} frames`),
          ),
        (error: unknown) => error,
      ),
    abort: (reason) => abort.abort(reason),
    async leave() {
      await iterator.return?.()
    },
  }
}
