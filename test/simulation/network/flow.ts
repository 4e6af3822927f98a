import type { Socket } from 'node:net'

/** How bytes flow just now. */
export interface Current {
  readonly isBlocked: boolean
  readonly latencyMs?: number | undefined
  readonly bytesPerSecond?: number | undefined
  readonly sliceBytes?: number | undefined
}

/** One direction of a connection. */
export interface Flow {
  /** Takes a piece to carry. */
  push(piece: Buffer): void
  /** Looks again whether it may flow. */
  wake(): void
  /** Runs when nothing will flow any more. */
  onEnd(listener: () => void): void
}

type Item = { readonly piece: Buffer; readonly at: number } | 'end' | 'gone'

/**
 * Carries pieces, and the end of them, from one socket to the other, in order.
 *
 * @param onHanded Called with the number of bytes that were handed over.
 */
export function createFlow(
  from: Socket,
  to: Socket,
  onHanded: (bytes: number) => void,
  current: () => Current,
): Flow {
  const queue: Item[] = []
  const listeners: (() => void)[] = []
  let isRunning = false
  let wake: (() => void) | undefined

  from.once('end', () => add('end'))
  from.once('close', () => add('gone'))
  to.once('close', () => {
    queue.length = 0
    wake?.()
    for (const listener of listeners) listener()
  })

  function add(item: Item): void {
    queue.push(item)
    if (!isRunning) void run()
  }

  async function run(): Promise<void> {
    isRunning = true
    for (let item = queue[0]; item !== undefined; item = queue[0]) {
      while (current().isBlocked && !to.destroyed)
        await new Promise<void>((resolve) => (wake = resolve))
      if (queue.shift() !== item || to.destroyed) break
      if (item === 'end') to.end()
      // A reset on one side is one on the other: an end in order would be a lie.
      else if (item === 'gone') to.resetAndDestroy()
      else await carry(item.piece, item.at)
    }
    isRunning = false
  }

  async function carry(piece: Buffer, at: number): Promise<void> {
    const { latencyMs = 0, bytesPerSecond = Infinity, sliceBytes = Infinity } = current()
    await pause(at + latencyMs - performance.now())
    for (let start = 0; start < piece.length;) {
      const end = start + Math.ceil(Math.random() * Math.min(sliceBytes, piece.length))
      const slice = sliceBytes === Infinity ? piece : piece.subarray(start, end)
      if (to.destroyed) return
      // Its own turn, or the system would put the slices together again.
      await new Promise<void>((resolve) => {
        to.write(slice, () => resolve())
      })
      onHanded(slice.length)
      await pause((slice.length / bytesPerSecond) * 1_000)
      start += slice.length
    }
  }

  return {
    push: (piece) => add({ piece, at: performance.now() }),
    wake: () => wake?.(),
    onEnd: (listener) => void listeners.push(listener),
  }
}

const pause = async (delayMs: number): Promise<void> => {
  if (delayMs > 0) await new Promise((resolve) => setTimeout(resolve, delayMs))
}
