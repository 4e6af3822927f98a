import type { CommandResponse } from './commands.js'
import { ProtocolError } from './errors.js'
import type { Frame, Page, Snapshot } from './frames.js'
import type { Row } from './notification.js'

// Pages run these instead of the schemas in schemas.ts, which weigh five times as much. A property
// test holds the two to the same verdict.

type Check = (value: unknown) => boolean

const text: Check = (value) => typeof value === 'string'
const flag: Check = (value) => typeof value === 'boolean'
const count: Check = (value) => Number.isSafeInteger(value) && (value as number) >= 0
const record = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const optional =
  (check: Check): Check =>
  (value) =>
    value === undefined || check(value)
const nullable =
  (check: Check): Check =>
  (value) =>
    value === null || check(value)
const oneOf =
  (...words: readonly unknown[]): Check =>
  (value) =>
    words.includes(value)
const listOf =
  (check: Check): Check =>
  (value) =>
    Array.isArray(value) && value.every(check)
const mapOf =
  (check: Check): Check =>
  (value) =>
    record(value) && Object.values(value).every(check)
const shape =
  (fields: Readonly<Record<string, Check>>): Check =>
  (value) =>
    record(value) && Object.entries(fields).every(([name, check]) => check(value[name]))

const position = shape({ u: count, b: count })
const lineage = { inbox: text, epoch: text }
const content = shape({
  type: text,
  title: text,
  message: text,
  icon: optional(text),
  toast: optional(text),
  imageUrl: optional(text),
  actionUrl: optional(text),
  secondaryActions: optional(listOf(shape({ id: text, label: text, url: text }))),
  data: optional(record),
  priority: optional(oneOf('normal', 'critical')),
  expiresAt: optional(text),
})
const row = shape({
  id: text,
  scope: oneOf('member', 'broadcast'),
  category: text,
  createdAt: text,
  kind: text,
  rev: count,
  revb: count,
  pos: count,
  alertPos: count,
  readPos: count,
  gonePos: count,
  raisedU: count,
  readAtU: count,
  retracted: flag,
  content: nullable(content),
})
const head = shape({ rev: count, read: mapOf(position), clear: mapOf(position), seen: position })
const counts = shape({ unread: count, unreadByCategory: mapOf(count), unseen: count })

const frames = {
  hello: shape({
    ...lineage,
    version: count,
    minVersion: count,
    heartbeatMs: count,
    now: text,
    hints: shape({
      reconnectWindowMs: count,
      resetWindowMs: count,
      pollAfterMs: count,
      maxAgeMs: count,
    }),
  }),
  snapshot: shape({
    ...lineage,
    reason: nullable(text),
    to: text,
    position,
    head,
    counts,
    features: shape({ gamification: flag }),
    now: text,
    notifications: listOf(row),
    next: nullable(text),
  }),
  delta: shape({
    ...lineage,
    from: position,
    to: text,
    position,
    head: nullable(head),
    counts: nullable(counts),
    notifications: listOf(row),
    commands: listOf(text),
    now: text,
  }),
  heartbeat: shape({ ...lineage, position, now: text }),
  bye: shape({ reason: text, retryAfterMs: count }),
} satisfies Record<Frame['type'], Check>

const page = shape({
  type: oneOf('page'),
  to: text,
  notifications: listOf(row),
  next: nullable(text),
})
const commandResults = listOf(
  shape({
    id: text,
    status: oneOf('applied', 'repeated', 'refused'),
    code: optional(text),
  }),
)

const isKnown = (type: unknown): type is Frame['type'] =>
  typeof type === 'string' && Object.hasOwn(frames, type)

/** Whether a value is a frame of a type that this version knows. */
export const isFrame = (value: unknown): value is Frame =>
  record(value) && isKnown(value['type']) && frames[value['type']](value)

/** Whether a value is a full state. */
export const isSnapshot = (value: unknown): value is Snapshot =>
  isFrame(value) && value.type === 'snapshot'

/** Whether a value is one row. */
export const isRow = (value: unknown): value is Row => row(value)

/** Whether a value is a page of older rows. */
export const isPage = (value: unknown): value is Page => page(value)

/** Whether a value answers a command request. */
export const isCommandResponse = (value: unknown): value is CommandResponse =>
  record(value) &&
  commandResults(value['results']) &&
  isFrame(value['frame']) &&
  (value['frame'].type === 'delta' || value['frame'].type === 'snapshot')

/**
 * Reads one frame.
 *
 * @returns the frame, or `null` for a type that this version does not know: a newer server does not
 *   break an older page.
 * @throws {ProtocolError} for anything else.
 */
export function readFrame(value: unknown): Frame | null {
  if (isFrame(value)) return value
  if (record(value) && text(value['type']) && !isKnown(value['type'])) return null
  throw new ProtocolError('malformed')
}
