import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import { type Hello, PROTOCOL_VERSION } from 'belfry/protocol'
import { MemberRemovedError } from '../domain/register.js'
import { log } from '../log.js'
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
    void begin(
      connection,
      context.req.header('last-event-id') ?? context.req.query('cursor'),
      services,
    ).catch((error: unknown) => {
      if (error instanceof MemberRemovedError) return connection.close('revoked', 0)
      log.error('stream-failed', error)
      // The reader keeps its cursor and comes again.
      connection.close('rotate', RESET_WINDOW_MS)
    })
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
  startEvents(outgoing, Object.fromEntries(context.res.headers))
  return connection
}

async function begin(
  connection: Connection,
  cursor: string | undefined,
  services: Services,
): Promise<void> {
  const { frames, cursors, pump } = services
  const { key } = connection
  const from = cursor ? (cursors.read(key, cursor) ?? 'unreadable') : null
  const update = await frames.resume(key, from)
  connection.send(helloOf(update.inbox, update.epoch, services))
  connection.send(update)
  // A second event at once: some filters hold the first one back until another follows.
  connection.send({ type: 'heartbeat', position: update.position, now: new Date().toISOString() })
  connection.isBusy = false
  pump.flush(connection)
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
