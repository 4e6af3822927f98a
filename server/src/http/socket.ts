import { type IncomingHttpHeaders, type IncomingMessage, STATUS_CODES } from 'node:http'
import type { Duplex } from 'node:stream'
import * as v from 'valibot'
import { type RawData, type WebSocket, WebSocketServer } from 'ws'
import type { Config } from '../config.js'
import { closeSocket, createSocketSink } from '../live/socket-sink.js'
import { log } from '../log.js'
import { addressOf } from './address.js'
import { openConnection, sendFirstFrames } from './open-stream.js'
import type { Services } from './context.js'
import { cookieToken } from './credentials.js'
import { isOwnPage, mayCall } from './page-origin.js'
import type { ServerProblemCode } from './problems.js'
import { isLoopback } from './security.js'
import { isFailure, toProblem } from './to-problem.js'

/** The endpoint `GET /v1/inbox/socket`: the frames of a stream over a WebSocket. */
export interface SocketEndpoint {
  /** Handles a request to upgrade to a WebSocket. */
  readonly upgrade: (request: IncomingMessage, connection: Duplex, head: Buffer) => void
  /** Closes the sockets that have not authenticated yet. */
  close(): void
}

const PATH = '/v1/inbox/socket'
/** The time in which a client must authenticate, in milliseconds. */
const AUTH_TIMEOUT_MS = 5000
/** The maximum size of the first message, in bytes. */
const AUTH_BYTES = 8 * 1024
/** The maximum size of a message, in bytes. The library does not read larger ones. */
const PAYLOAD_BYTES = 64 * 1024

/** The close codes of sockets that were refused or broke the protocol. */
const closeCodes = {
  malformed: 4400,
  unauthorized: 4401,
  forbidden: 4403,
  'no-auth': 4408,
  'member-removed': 4410,
  'too-many-streams': 4429,
  unavailable: 4503,
  failed: 1011,
} as const

const codeOf: Partial<Record<ServerProblemCode, number>> = {
  unauthorized: closeCodes.unauthorized,
  expired: closeCodes.unauthorized,
  forbidden: closeCodes.forbidden,
  'member-removed': closeCodes['member-removed'],
  'too-many-streams': closeCodes['too-many-streams'],
  unavailable: closeCodes.unavailable,
}

const authMessage = v.object({
  type: v.literal('auth'),
  token: v.nullable(v.string()),
  cursor: v.nullable(v.string()),
})

/**
 * Creates the WebSocket endpoint. The member's token comes in the first message, not in the URL.
 */
export function createSocketEndpoint(services: Services): SocketEndpoint {
  const { config } = services
  const sockets = new WebSocketServer({
    noServer: true,
    // Compression costs memory for each socket, and the sizes of compressed messages
    // reveal their content.
    perMessageDeflate: false,
    maxPayload: PAYLOAD_BYTES,
    clientTracking: false,
  })
  const unidentified = new Map<WebSocket, string>()

  const accept = (socket: WebSocket, opening: Connected): void => {
    const { address } = opening
    // The library closes a socket that violates the WebSocket protocol; the event "close" follows.
    socket.on('error', () => undefined)
    unidentified.set(socket, address)
    const forget = (): void => {
      clearTimeout(timer)
      unidentified.delete(socket)
    }
    const timer = setTimeout(() => closeSocket(socket, closeCodes['no-auth']), AUTH_TIMEOUT_MS)
    socket.once('close', forget)
    socket.once('message', (message, isBinary) => {
      forget()
      // A client has nothing more to send on a stream.
      socket.on('message', () => closeSocket(socket, closeCodes.malformed))
      const auth = isBinary ? null : readAuth(message)
      if (!auth) return closeSocket(socket, closeCodes.malformed)
      open({ ...opening, socket, ...auth }, services).catch((error: unknown) =>
        refuse(socket, error),
      )
    })
  }

  return {
    upgrade(request, connection, head) {
      connection.on('error', () => undefined)
      const address = addressOf(request, config.trustedProxies)
      const waiting = [...unidentified.values()].filter((other) => other === address).length
      const status =
        refusalOf(request, services) ?? (waiting < config.streamsPerAddress ? null : 429)
      if (status !== null) return answer(connection, status)
      sockets.handleUpgrade(request, connection, head, (socket) =>
        accept(socket, { connection, address, headers: request.headers }),
      )
    },
    close() {
      for (const socket of unidentified.keys()) closeSocket(socket, closeCodes.unavailable)
    },
  }
}

/** Returns the status that refuses an upgrade, or `null` if the upgrade is accepted. */
function refusalOf(request: IncomingMessage, { config, isDraining }: Services): number | null {
  if (request.url?.split('?')[0] !== PATH) return 404
  if (request.method !== 'GET') return 405
  if (!mayConnect(request, config)) return 403
  return isDraining() ? 503 : null
}

/**
 * Whether a page may open a socket. Browsers let pages of other origins open sockets with the
 * member's cookies, so the server must check the origin.
 */
function mayConnect({ headers }: IncomingMessage, config: Config): boolean {
  const { origin, host = '' } = headers
  if (config.demo && !isLoopback(host)) return false
  if (origin === undefined || mayCall(origin, config)) return true
  return isOwnPage(headers)
}

function answer(connection: Duplex, status: number): void {
  const retry = status === 503 || status === 429 ? 'retry-after: 5\r\n' : ''
  connection.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${retry}connection: close\r\ncontent-length: 0\r\n\r\n`,
    () => connection.destroy(),
  )
}

function readAuth(message: RawData): v.InferOutput<typeof authMessage> | null {
  const bytes = message as Buffer
  if (bytes.length > AUTH_BYTES) return null
  try {
    return v.parse(authMessage, JSON.parse(bytes.toString()))
  } catch {
    return null
  }
}

/** A socket that has not authenticated yet. */
interface Connected {
  readonly connection: Duplex
  readonly address: string
  /** The headers of the upgrade request, which may contain the member's cookie. */
  readonly headers: IncomingHttpHeaders
}

interface Opening extends Connected, v.InferOutput<typeof authMessage> {
  readonly socket: WebSocket
}

async function open(
  { socket, connection, address, headers, token, cursor }: Opening,
  services: Services,
): Promise<void> {
  const credential = token ?? cookieToken(headers, false, services.config)
  const identity = await services.authentication.identify(credential)
  if (socket.readyState !== socket.OPEN) return
  const sink = createSocketSink(socket, connection)
  await sendFirstFrames(openConnection({ identity, address, sink }, services), cursor, services)
}

function refuse(socket: WebSocket, error: unknown): void {
  const { code, details } = toProblem(error)
  if (isFailure(error)) log.error('socket-failed', error)
  const seconds = Number(details.headers?.['retry-after'] ?? 0)
  if (code === 'too-many-streams')
    socket.send(JSON.stringify({ type: 'bye', reason: 'limit', retryAfterMs: seconds * 1000 }))
  closeSocket(socket, codeOf[code] ?? closeCodes.failed, details.detail)
}
