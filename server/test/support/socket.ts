import { once } from 'node:events'
import { type Frame, parseFrame } from 'belfry/protocol'
import { WebSocket } from 'ws'

type FrameOf<T extends Frame['type']> = Extract<Frame, { type: T }>

/** An open WebSocket whose frames are read one after the other. */
export interface TestSocket {
  readonly socket: WebSocket
  /** The code that the socket was closed with. */
  readonly closed: Promise<number>
  /** Returns the next frame; `null` at the end. */
  next(): Promise<Frame | null>
  /**
   * Returns the next frame of a type and skips the frames before it.
   *
   * @throws {Error} if the socket ends before such a frame
   */
  until<T extends Frame['type']>(type: T): Promise<FrameOf<T>>
  /** Sends a string as it is, and an object as JSON. */
  send(message: unknown): void
  close(): void
}

/**
 * Opens a WebSocket to a server.
 *
 * @throws {Error} with the status of a refused upgrade
 */
export async function openSocket(
  url: string,
  headers: Record<string, string> = {},
): Promise<TestSocket> {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/v1/inbox/socket`, { headers })
  const arrived: (Frame | null)[] = []
  let wake = (): void => undefined
  const take = (frame: Frame | null): void => {
    arrived.push(frame)
    wake()
  }
  socket.on('message', (data: Buffer) => {
    const frame = parseFrame(data.toString())
    if (!frame) throw new Error(`not a frame: ${data.toString()}`)
    take(frame)
  })
  const closed = new Promise<number>((resolve) => {
    socket.once('close', (code) => {
      take(null)
      resolve(code)
    })
  })
  const next = async (): Promise<Frame | null> => {
    while (arrived.length === 0) await new Promise<void>((resolve) => (wake = resolve))
    return arrived[0] === null ? null : (arrived.shift() ?? null)
  }
  await once(socket, 'open')
  socket.on('error', () => undefined)
  return {
    socket,
    closed,
    next,
    async until(type) {
      for (let frame = await next(); frame; frame = await next())
        if (frame.type === type) return frame as never
      throw new Error(`the socket ended without ${type}`)
    },
    send: (message) => socket.send(typeof message === 'string' ? message : JSON.stringify(message)),
    close: () => socket.close(),
  }
}
