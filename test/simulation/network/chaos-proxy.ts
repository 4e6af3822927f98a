import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'
import { createFlow, type Flow } from './flow.js'
import { isWholeMessage, postIn, startsStream } from './http-bytes.js'

/** The faults of a network. A missing field means no such fault. */
export interface Weather {
  /** Each piece takes so much longer, in milliseconds. */
  readonly latencyMs?: number
  /** How fast the page receives. */
  readonly bytesPerSecond?: number
  /** Bytes in these directions wait for better weather, without an error on either side. */
  readonly blackHole?: 'both' | 'up' | 'down'
  /** The maximum size of the pieces that the page receives. */
  readonly sliceBytes?: number
  /** New connections are reset. */
  readonly isRefusing?: boolean
  /** Every whole message of a stream comes twice. */
  readonly isDoubling?: boolean
  /** Every request that changes something reaches the server twice. */
  readonly isReplaying?: boolean
  /**
   * The part of streams that a buffering proxy holds: their `body` for ever, each event until the `next`
   * one comes, or `everything`, even the headers.
   */
  readonly holds?: 'body' | 'next' | 'everything'
  /** Requests to become a WebSocket get a page instead. */
  readonly refusesUpgrades?: boolean
}

/** A relay between pages and a server, in this process. */
export interface ChaosProxy {
  /** Where pages find the server now. */
  readonly url: string
  /** When each connection was made, in milliseconds of `performance.now()`. */
  readonly accepted: readonly number[]
  /** How many connections are open on the side of the pages. */
  readonly size: number
  /** How many bytes pages were handed. */
  readonly handedBytes: number
  /** Changes the weather for what is open and what comes. */
  set(weather: Weather): void
  /** Fair weather: what was held back arrives. */
  clear(): void
  /** Resets every open connection. */
  cut(): void
  /** Damages the next `pieces` of streams with a byte that neither JSON nor a header may contain. */
  damage(pieces: number): void
  close(): Promise<void>
}

const NO_UPGRADE =
  'HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ncontent-length: 2\r\nconnection: close\r\n\r\nno'

/** Starts a relay to a port of this machine. */
export async function startChaosProxy(port: number): Promise<ChaosProxy> {
  const sky: Sky = { weather: {}, damages: 0, handedBytes: 0, flows: new Set() }
  const accepted: number[] = []
  const pages = new Set<Socket>()
  const server = createServer({ allowHalfOpen: true, noDelay: true }, (page) => {
    accepted.push(performance.now())
    page.on('error', ignoreGone)
    if (sky.weather.isRefusing) return void page.resetAndDestroy()
    pages.add(page)
    page.once('close', () => pages.delete(page))
    relay(page, port, sky)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const change = (weather: Weather): void => {
    sky.weather = weather
    for (const flow of sky.flows) flow.wake()
  }
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    accepted,
    get size() {
      return pages.size
    },
    get handedBytes() {
      return sky.handedBytes
    },
    set: change,
    clear: () => change({}),
    cut: () => pages.forEach((page) => page.resetAndDestroy()),
    damage: (pieces) => (sky.damages += pieces),
    async close() {
      change({})
      for (const page of pages) page.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}

interface Sky {
  weather: Weather
  damages: number
  handedBytes: number
  readonly flows: Set<Flow>
}

/** Carries one connection. What one side does reaches the other as the weather allows. */
function relay(page: Socket, port: number, sky: Sky): void {
  const server = connect({ port, host: '127.0.0.1', allowHalfOpen: true, noDelay: true })
  server.on('error', ignoreGone)
  let isStream = false
  let held: Buffer | undefined

  const ignore = (): void => undefined
  const count = (bytes: number): void => void (sky.handedBytes += bytes)
  const up = createFlow(page, server, ignore, () => ({
    isBlocked: isLost(sky.weather, 'up'),
    latencyMs: sky.weather.latencyMs,
  }))
  const down = createFlow(server, page, count, () => ({
    isBlocked: isLost(sky.weather, 'down'),
    latencyMs: sky.weather.latencyMs,
    bytesPerSecond: sky.weather.bytesPerSecond,
    sliceBytes: sky.weather.sliceBytes,
  }))
  page.on('data', (piece) => {
    const { refusesUpgrades, isReplaying } = sky.weather
    if (refusesUpgrades && /^upgrade: websocket/im.test(piece.toString('latin1'))) {
      server.destroy()
      return void page.end(NO_UPGRADE)
    }
    const post = isReplaying ? postIn(piece) : null
    if (post) replay(post, port)
    up.push(piece)
  })
  server.on('data', (piece) => {
    isStream ||= startsStream(piece)
    if (!isStream) return down.push(piece)
    for (const passed of throughProxy(piece)) down.push(damaged(passed, sky))
  })
  for (const flow of [up, down]) {
    sky.flows.add(flow)
    flow.onEnd(() => sky.flows.delete(flow))
  }

  function throughProxy(piece: Buffer): Buffer[] {
    const { holds, isDoubling } = sky.weather
    if (holds === 'everything') return []
    if (holds === 'body') return startsStream(piece) ? [headersOf(piece)] : []
    if (holds === 'next' && !startsStream(piece)) {
      const before = held
      held = piece
      return before ? [before] : []
    }
    const pieces = held ? [held, piece] : [piece]
    held = undefined
    return isDoubling && isWholeMessage(piece) ? [...pieces, piece] : pieces
  }
}

const isLost = ({ blackHole }: Weather, direction: 'up' | 'down'): boolean =>
  blackHole === 'both' || blackHole === direction

const headersOf = (piece: Buffer): Buffer => piece.subarray(0, piece.indexOf('\r\n\r\n') + 4)

/** A control character: it makes JSON, a chunk's length and a header's name invalid alike. */
function damaged(piece: Buffer, sky: Sky): Buffer {
  if (sky.damages === 0 || startsStream(piece)) return piece
  sky.damages -= 1
  const copy = Buffer.from(piece)
  copy[Math.floor(copy.length / 2)] = 1
  return copy
}

/** Sends a request once more, as a network may, and drops the answer. */
function replay(request: Buffer, port: number): void {
  const again = connect({ port, host: '127.0.0.1' })
  again.on('error', ignoreGone)
  again.once('data', () => again.destroy())
  again.write(request)
}

const ignoreGone = (): void => {
  // Sockets break here by design; "close" follows, and that is where it is dealt with.
}
