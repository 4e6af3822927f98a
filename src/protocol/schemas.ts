import * as v from 'valibot'
import { COMMANDS_PER_REQUEST } from './commands.js'
import { limits } from './limits.js'
import { safeLink } from './links.js'

// The complete schemas of the protocol, for servers and tests. Pages use the smaller
// guards in checks.ts.

/** The schema of a non-negative whole number that a double represents exactly. */
export const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0))

/** Creates the schema of a map. `v.record` alone would accept an array. */
const mapOf = <T extends v.GenericSchema>(value: T) =>
  v.pipe(
    v.unknown(),
    v.check((input) => !Array.isArray(input), 'must be an object'),
    v.record(v.string(), value),
  )

/** The schema of a {@link Position}. */
export const position = v.object({ u: count, b: count })

const lineage = { inbox: v.string(), epoch: v.string() }

/** The schema of a notification's content. */
export const content = v.object({
  type: v.string(),
  title: v.string(),
  message: v.string(),
  icon: v.exactOptional(v.string()),
  toast: v.exactOptional(v.string()),
  imageUrl: v.exactOptional(v.string()),
  actionUrl: v.exactOptional(v.string()),
  secondaryActions: v.exactOptional(
    v.array(v.object({ id: v.string(), label: v.string(), url: v.string() })),
  ),
  data: v.exactOptional(mapOf(v.unknown())),
  priority: v.exactOptional(v.picklist(['normal', 'critical'])),
  expiresAt: v.exactOptional(v.string()),
})

/** The schema of a row. A newer server may send a `kind` that this version does not know. */
export const row = v.object({
  id: v.string(),
  scope: v.picklist(['member', 'broadcast']),
  category: v.string(),
  createdAt: v.string(),
  kind: v.string(),
  rev: count,
  revb: count,
  pos: count,
  alertPos: count,
  readPos: count,
  gonePos: count,
  raisedU: count,
  readAtU: count,
  retracted: v.boolean(),
  content: v.nullable(content),
})

/** The schema of an inbox's registers. */
export const head = v.object({
  rev: count,
  read: mapOf(position),
  clear: mapOf(position),
  seen: position,
})

/** The schema of an inbox's counts. */
export const counts = v.object({
  unread: count,
  unreadByCategory: mapOf(count),
  unseen: count,
})

/** The schema of the first frame of a stream. */
export const hello = v.object({
  type: v.literal('hello'),
  ...lineage,
  version: count,
  minVersion: count,
  heartbeatMs: count,
  now: v.string(),
  hints: v.object({
    reconnectWindowMs: count,
    resetWindowMs: count,
    pollAfterMs: count,
    maxAgeMs: count,
  }),
})

/** The schema of a snapshot. */
export const snapshot = v.object({
  type: v.literal('snapshot'),
  ...lineage,
  reason: v.nullable(v.string()),
  to: v.string(),
  position,
  head,
  counts,
  features: v.object({ gamification: v.boolean() }),
  now: v.string(),
  notifications: v.array(row),
  next: v.nullable(v.string()),
})

/** The schema of a delta. */
export const delta = v.object({
  type: v.literal('delta'),
  ...lineage,
  from: position,
  to: v.string(),
  position,
  head: v.nullable(head),
  counts: v.nullable(counts),
  notifications: v.array(row),
  commands: v.array(v.string()),
  now: v.string(),
})

/** The schema of a heartbeat. */
export const heartbeat = v.object({
  type: v.literal('heartbeat'),
  ...lineage,
  position,
  now: v.string(),
})

/** The schema of a `bye` frame. */
export const bye = v.object({ type: v.literal('bye'), reason: v.string(), retryAfterMs: count })

/** The schema of any frame. */
export const frame = v.variant('type', [hello, snapshot, delta, heartbeat, bye])

/** The schema of a page of older rows. */
export const page = v.object({
  type: v.literal('page'),
  to: v.string(),
  notifications: v.array(row),
  next: v.nullable(v.string()),
})

/** The schema of the response to commands. */
export const commandResponse = v.object({
  results: v.array(
    v.object({
      id: v.string(),
      status: v.picklist(['applied', 'repeated', 'refused']),
      code: v.exactOptional(v.string()),
    }),
  ),
  frame: v.variant('type', [delta, snapshot]),
})

const uuid = v.pipe(v.string(), v.uuid('must be a UUID'), v.toLowerCase())
const cursor = v.pipe(v.string(), v.minLength(1), v.maxLength(limits.cursorLength))
const categoryName = v.pipe(v.string(), v.minLength(1), v.maxLength(limits.idLength))

/** The schema of a command, as a server accepts it. */
export const command = v.variant('type', [
  v.object({
    type: v.picklist(['read', 'remove']),
    id: uuid,
    notification: uuid,
    pos: v.union([count, v.literal('latest')], "must be a whole number or 'latest'"),
    at: v.exactOptional(cursor),
  }),
  v.object({ type: v.literal('unread'), id: uuid, notification: uuid }),
  v.object({
    type: v.picklist(['read-all', 'clear-all']),
    id: uuid,
    upTo: cursor,
    category: v.exactOptional(categoryName),
  }),
  v.object({ type: v.picklist(['clear-read', 'seen']), id: uuid, upTo: cursor }),
  v.object({ type: v.literal('undo'), id: uuid, command: uuid }),
])

/** The schema of the body of a command request. */
export const commandRequest = v.object({
  base: cursor,
  commands: v.pipe(
    v.array(command),
    v.minLength(1, 'must hold at least one command'),
    v.maxLength(COMMANDS_PER_REQUEST, `must hold at most ${COMMANDS_PER_REQUEST} commands`),
  ),
})

/** The schema of a link that a server stores. */
export const link = v.pipe(
  v.string(),
  v.check((value) => safeLink(value) !== null, 'must be a path, or an https: or http: address'),
)
