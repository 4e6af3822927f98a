import type { Frame } from '../../src/protocol/index.js'
import type { OpenOptions, Transport } from '../../src/transports/transport.js'

type FrameOf<T extends Frame['type']> = Extract<Frame, { type: T }>

/** Frames of one opened transport, asked for one after the other. */
export interface Receiver {
  /** The next frame; `null` at the end. Rejects with what the transport throws. */
  next(): Promise<Frame | null>
  /** The next frame of one of these types; those before it are passed over. Rejects at the end. */
  until<T extends Frame['type']>(...types: T[]): Promise<FrameOf<T>>
  /** Every frame up to the end. */
  rest(): Promise<Frame[]>
  /** The error that ends it. Rejects at a clean end. */
  failure(): Promise<unknown>
  /** Ends it by its signal. */
  abort(reason?: unknown): void
  /** Ends it as leaving a loop does. */
  leave(): Promise<void>
}

/** Opens a transport. */
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
      throw new Error(`it ended without ${types.join(' or ')}`)
    },
    failure: () =>
      rest().then(
        (frames) => Promise.reject(new Error(`it ended in order, after ${frames.length} frames`)),
        (error: unknown) => error,
      ),
    abort: (reason) => abort.abort(reason),
    async leave() {
      await iterator.return?.()
    },
  }
}
