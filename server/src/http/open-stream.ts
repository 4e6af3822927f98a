import { type Bye, type Hello, PROTOCOL_VERSION } from 'belfry/protocol'
import type { Update } from '../domain/frames.js'
import { ClientConnection } from '../live/connection.js'
import { reconnectWindowMs, RESET_WINDOW_MS } from '../live/reconnect-spread.js'
import type { Sink } from '../live/sink.js'
import type { InboxKey } from '../storage/inbox-key.js'
import type { Services } from './context.js'
import { Problem, type ServerProblemCode } from './problems.js'
import type { Identity } from './token.js'

// The shared part of streams, sockets and waiting polls: admission and the first frames.

/**
 * The random variation of a stream's age, as a fraction. It keeps many clients from reconnecting
 * at the same time.
 */
const AGE_SPREAD = 0.2
/** The time before the expiry of a token at which the client is warned, in milliseconds. */
const EXPIRY_WARNING_MS = 20_000
/** The interval at which a page without a stream polls, in milliseconds. */
export const POLL_AFTER_MS = 30_000
const OVERLOAD_RETRY_SECONDS = 5

/** The request for a stream: the member, the client's address and the sink for frames. */
export interface StreamRequest {
  readonly identity: Identity
  readonly address: string
  readonly sink: Sink
  /** Whether the client gets empty deltas. A waiting poll gets none. @default true */
  readonly sendsEmptyDeltas?: boolean
}

/**
 * Opens a connection. The hub registers it before its state is read, so that no hint is lost
 * between the two.
 *
 * @throws {Problem} `unavailable` while the server shuts down or too many streams open at once, or
 *   `too-many-streams`
 */
export function openConnection(
  { identity, address, sink, sendsEmptyDeltas }: StreamRequest,
  services: Services,
): ClientConnection {
  const { config, hub, pump, openLimiter, clock } = services
  refuseWhileDraining(services)
  openLimiter.admitStream()
  const { platform, member, expiresAt } = identity
  const key = { platform, member }
  if (!hub.hasRoom(key, address)) throw new Problem('too-many-streams', retryLater())
  const spread = 1 + AGE_SPREAD * (2 * Math.random() - 1)
  const now = clock.now()
  const ends = {
    expiresAt,
    // If a token is about to expire when the stream opens, the client has no newer token. It is
    // therefore not warned again.
    warnAt: expiresAt - now > EXPIRY_WARNING_MS ? expiresAt - EXPIRY_WARNING_MS : Infinity,
    rotateAt: now + config.streamMaxAgeMs * spread,
  }
  const connection = new ClientConnection({ key, address, sink, sendsEmptyDeltas, ...ends })
  connection.isBusy = true
  hub.add(connection)
  connection.onDrain(() => pump.flush(connection))
  return connection
}

/**
 * Refuses new streams while the server shuts down.
 *
 * @throws {Problem} `unavailable`
 */
export function refuseWhileDraining({ isDraining }: Services): void {
  if (isDraining()) throw new Problem('unavailable', retryLater())
}

const retryLater = () => ({ headers: { 'retry-after': String(OVERLOAD_RETRY_SECONDS) } })

/** Reads the frame that brings a client up to date from its cursor. The cursor may be invalid. */
export function resume(
  key: InboxKey,
  cursor: string | null | undefined,
  { frames, cursors }: Services,
): Promise<Update> {
  return frames.resume(key, cursor ? (cursors.read(key, cursor) ?? 'unreadable') : null)
}

/**
 * Sends the first frames of a stream, and the changes that arrived meanwhile.
 *
 * @throws {Problem} if the member may not read, or the connection was closed before its first frame
 */
export async function sendFirstFrames(
  connection: ClientConnection,
  cursor: string | null | undefined,
  services: Services,
): Promise<void> {
  const update = await resume(connection.key, cursor, services)
  if (connection.goodbye) throw openRefusalOf(connection.goodbye)
  connection.send(helloOf(update, services))
  connection.send(update)
  // The heartbeat follows at once, because some filters hold back the first event until a
  // second one arrives.
  const { inbox, epoch, position, now } = update
  connection.send({ type: 'heartbeat', inbox, epoch, position, now })
  startSending(connection, services)
}

/** Marks a connection as ready after its first state. From then on the pump serves it. */
export function startSending(connection: ClientConnection, { pump }: Services): void {
  connection.isBusy = false
  pump.flush(connection)
}

const refusals: Partial<Record<string, ServerProblemCode>> = {
  auth: 'expired',
  revoked: 'member-removed',
}

/** Converts a `bye` frame to a problem, for a client that has not received a response yet. */
export const openRefusalOf = ({ reason }: Bye): Problem =>
  new Problem(refusals[reason] ?? 'unavailable', retryLater())

/** Builds the first frame of a stream. */
export const helloOf = ({ inbox, epoch }: Update, { config, hub }: Services): Hello => ({
  type: 'hello',
  inbox,
  epoch,
  version: PROTOCOL_VERSION,
  minVersion: PROTOCOL_VERSION,
  heartbeatMs: config.heartbeatMs,
  now: new Date().toISOString(),
  hints: {
    reconnectWindowMs: reconnectWindowMs(hub.size),
    resetWindowMs: RESET_WINDOW_MS,
    pollAfterMs: POLL_AFTER_MS,
    maxAgeMs: config.streamMaxAgeMs,
  },
})
