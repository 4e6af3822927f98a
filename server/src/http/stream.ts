import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import { type Hello, PROTOCOL_VERSION } from 'belfry/protocol'
import type { Update } from '../domain/frames.js'
import { Connection } from '../live/connection.js'
import { startEvents } from '../live/sse.js'
import { reconnectWindowMs, RESET_WINDOW_MS } from '../live/drain.js'
import type { Identity } from './auth.js'
import type { AppContext, Services } from './context.js'
import { Problem } from './problems.js'

/** How far the ages of streams are spread, so that a herd does not come back as one. */
const AGE_SPREAD = 0.2
/** How often a page without a stream asks. */
const POLL_AFTER_MS = 30_000
const OVERLOAD_RETRY_SECONDS = 5

/** `GET /v1/inbox/stream`: everything that happens, from a cursor on, as server-sent events. */
export const getStream =
  (services: Services) =>
  async (context: AppContext): Promise<Response> => {
    const identity = await services.authentication.member(context)
    const connection = open(context, identity, services)
    const cursor = context.req.header('last-event-id') ?? context.req.query('cursor')
    const { frames, cursors } = services
    const { key } = connection
    const from = cursor ? (cursors.read(key, cursor) ?? 'unreadable') : null
    // Before the headers: who may not read gets a status, not a stream that ends.
    const update = await frames.resume(key, from)
    // Meanwhile the reader may have left, or the server have said goodbye.
    if (connection.isOpen) begin(connection, update, context, services)
    return RESPONSE_ALREADY_SENT
  }

function open(context: AppContext, identity: Identity, services: Services): Connection {
  const { config, hub, isDraining } = services
  const retry = { headers: { 'retry-after': String(OVERLOAD_RETRY_SECONDS) } }
  if (isDraining()) throw new Problem('unavailable', retry)
  const { incoming, outgoing } = context.env
  const address = incoming.socket.remoteAddress ?? ''
  const { platform, member, expiresAt } = identity
  const key = { platform, member }
  if (!hub.hasRoom(key, address)) throw new Problem('too-many-streams', retry)
  const spread = 1 + AGE_SPREAD * (2 * Math.random() - 1)
  const connection = new Connection({
    key,
    address,
    response: outgoing,
    expiresAt,
    rotateAt: Date.now() + config.streamMaxAgeMs * spread,
  })
  // Known to the hub before its state is read: no hint can fall between the two.
  connection.isBusy = true
  hub.add(connection)
  connection.onDrain(() => services.pump.flush(connection))
  return connection
}

function begin(
  connection: Connection,
  update: Update,
  context: AppContext,
  services: Services,
): void {
  startEvents(context.env.outgoing, Object.fromEntries(context.res.headers))
  connection.send(helloOf(update.inbox, update.epoch, services))
  connection.send(update)
  // A second event at once: some filters hold the first one back until another follows.
  const { inbox, epoch, position, now } = update
  connection.send({ type: 'heartbeat', inbox, epoch, position, now })
  connection.isBusy = false
  services.pump.flush(connection)
}

const helloOf = (inbox: string, epoch: string, { config, hub }: Services): Hello => ({
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
