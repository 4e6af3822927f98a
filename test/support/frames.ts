import type { Counts, Delta, Position, Row, Snapshot } from '../../src/protocol/index.js'

const now = '2026-03-02T10:00:00.000Z'
const lineage = { inbox: 'member-1', epoch: 'first' }

/** The cursor that the helpers below give a position. */
export const cursorOf = ({ u, b }: Position): string => `${u}.${b}`

/** Counts with a number of unread notifications of one category. */
export const countsOf = (unread: number, category = 'learning'): Counts => ({
  unread,
  unreadByCategory: unread > 0 ? { [category]: unread } : {},
  unseen: unread,
})

/** A full state at a position. */
export function snapshotOf(
  position: Position,
  notifications: readonly Row[] = [],
  parts: Partial<Snapshot> = {},
): Snapshot {
  return {
    type: 'snapshot',
    ...lineage,
    reason: null,
    to: cursorOf(position),
    position,
    head: { rev: 0, read: {}, clear: {}, seen: { u: 0, b: 0 } },
    counts: countsOf(notifications.length),
    features: { gamification: true },
    now,
    notifications: [...notifications].reverse(),
    next: null,
    ...parts,
  }
}

/** A change from one position to another. */
export function deltaOf(
  from: Position,
  position: Position,
  notifications: readonly Row[] = [],
  parts: Partial<Delta> = {},
): Delta {
  return {
    type: 'delta',
    ...lineage,
    from,
    to: cursorOf(position),
    position,
    head: null,
    counts: null,
    notifications,
    commands: [],
    now,
    ...parts,
  }
}

/** Shorthand for a position. */
export const place = (u: number, b = 0): Position => ({ u, b })
