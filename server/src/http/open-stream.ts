import { type Bye, type Hello, PROTOCOL_VERSION } from 'belfry/protocol'
import type { Update } from '../domain/frames.js'
import { Connection } from '../live/connection.js'
import { reconnectWindowMs, RESET_WINDOW_MS } from '../live/drain.js'
import type { Sink } from '../live/sink.js'
import type { InboxKey } from '../storage/inbox-key.js'
import type { Services } from './context.js'
import { Problem, type ProblemCode } from './problems.js'
import type { Identity } from './token.js'

// What streams, sockets and waiting polls have in common: how they are let in, and how they begin.

/** How far the ages of streams are spread, so that a herd does not come back as one. */
const AGE_SPREAD = 0.2
/** How long before its end a client is told that its token ends, in milliseconds. */
const EXPIRY_WARNING_MS = 20_000
/** How often a page without a stream asks, in milliseconds. */
export const POLL_AFTER_MS = 30_000
const OVERLOAD_RETRY_SECONDS = 5

/** Who wants to listen, from where, by what. */
export interface StreamRequest {
  readonly identity: Identity
  readonly address: string
  readonly sink: Sink
}

/**
 * Lets a connection in. It is known to the hub before its state is read: no hint can fall between
 * the two.
 *
 * @throws {Problem} `unavailable` while the server goes down or too many come at once,
 *   `too-many-streams`.
 */
export function openConnection(
  { identity, address, sink }: StreamRequest,
  services: Services,
): Connection {
  const { config, hub, pump, openLimiter, clock } = services
  refuseWhileDraining(services)
  openLimiter.stream()
  const { platform, member, expiresAt } = identity
  const key = { platform, member }
  if (!hub.hasRoom(key, address)) throw new Problem('too-many-streams', retryLater())
  const spread = 1 + AGE_SPREAD * (2 * Math.random() - 1)
  const now = clock.now()
  const ends = {
    expiresAt,
    // Who comes with a token that is about to end has no other one: once is enough.
    warnAt: expiresAt - now > EXPIRY_WARNING_MS ? expiresAt - EXPIRY_WARNING_MS : Infinity,
    rotateAt: now + config.streamMaxAgeMs * spread,
  }
  const connection = new Connection({ key, address, sink, ...ends })
  connection.isBusy = true
  hub.add(connection)
  connection.onDrain(() => pump.flush(connection))
  return connection
}

/** @throws {Problem} `unavailable` while the server goes down. */
export function refuseWhileDraining({ isDraining }: Services): void {
  if (isDraining()) throw new Problem('unavailable', retryLater())
}

const retryLater = () => ({ headers: { 'retry-after': String(OVERLOAD_RETRY_SECONDS) } })

/** What brings a client up to date from the cursor that it sent; one that it made up, too. */
export function resume(
  key: InboxKey,
  cursor: string | null | undefined,
  { frames, cursors }: Services,
): Promise<Update> {
  return frames.resume(key, cursor ? (cursors.read(key, cursor) ?? 'unreadable') : null)
}

/**
 * Sends what every stream begins with, and whatever came meanwhile.
 *
 * @throws {Problem} where the member may not read, or the server said goodbye before it began.
 */
export async function sendFirstFrames(
  connection: Connection,
  cursor: string | null | undefined,
  services: Services,
): Promise<void> {
  const update = await resume(connection.key, cursor, services)
  if (connection.goodbye) throw refusalOf(connection.goodbye)
  connection.send(helloOf(update, services))
  connection.send(update)
  // A second event at once: some filters hold the first one back until another follows.
  const { inbox, epoch, position, now } = update
  connection.send({ type: 'heartbeat', inbox, epoch, position, now })
  settle(connection, services)
}

/** The connection has its first state: from now on the pump serves it. */
export function settle(connection: Connection, { pump }: Services): void {
  connection.isBusy = false
  pump.flush(connection)
}

const refusals: Partial<Record<string, ProblemCode>> = {
  auth: 'expired',
  revoked: 'member-removed',
}

/** A goodbye as a status, for who has not been sent anything yet. */
export const refusalOf = ({ reason }: Bye): Problem =>
  new Problem(refusals[reason] ?? 'unavailable', retryLater())

/** The first frame of every stream. */
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
