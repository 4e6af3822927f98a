import {
  count,
  counts,
  head,
  lineage,
  listOf,
  nullable,
  oneOf,
  optional,
  position,
  record,
  row,
  shape,
  snapshot,
  text,
  type Check,
} from './checks.js'
import type { CommandResponse } from './commands.js'
import { ProtocolError } from './errors.js'
import type { Frame, Page } from './frames.js'

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
  snapshot,
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

/** Whether a value is a page of older rows. */
export const isPage = (value: unknown): value is Page => page(value)

/** Whether a value is the response to a command request. */
export const isCommandResponse = (value: unknown): value is CommandResponse =>
  record(value) &&
  commandResults(value['results']) &&
  isFrame(value['frame']) &&
  (value['frame'].type === 'delta' || value['frame'].type === 'snapshot')

/**
 * Reads one frame.
 *
 * @returns the frame, or `null` for a type that this version does not know, so that a newer server
 *   does not break an older page
 * @throws {ProtocolError} if the value is not a valid frame
 */
export function readFrame(value: unknown): Frame | null {
  if (isFrame(value)) return value
  if (record(value) && text(value['type']) && !isKnown(value['type'])) return null
  throw new ProtocolError('malformed')
}
