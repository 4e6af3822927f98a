import { isWithin, type Lineage, type Snapshot } from '../protocol/index.js'
import { oldestOf, type Confirmed, type InboxState } from './state.js'

/**
 * The effect of a frame: it changed the state, it contained nothing new, or it showed that a frame
 * is missing and the receiver must resume from its cursor.
 */
export type Outcome = 'applied' | 'ignored' | 'resume'

/** The state after a frame, and the frame's effect. */
export interface Received {
  readonly state: InboxState
  readonly outcome: Outcome
}

/**
 * Replaces the confirmed state by a snapshot, unless the snapshot is older. It is separate from the
 * other frames, because the first paint needs nothing else.
 */
export function receiveSnapshot(state: InboxState, frame: Snapshot): Received {
  const { confirmed } = state
  if (confirmed && isSameLineage(confirmed, frame) && !isWithin(confirmed.position, frame.position))
    return { state, outcome: 'ignored' }
  return {
    state: {
      confirmed: confirmedBy(frame),
      // Commands of another member are dropped. Commands of this member stay: the server refuses
      // those that it can no longer apply.
      pending: confirmed && confirmed.inbox !== frame.inbox ? [] : state.pending,
    },
    outcome: 'applied',
  }
}

const confirmedBy = (frame: Snapshot): Confirmed => ({
  inbox: frame.inbox,
  epoch: frame.epoch,
  cursor: frame.to,
  position: frame.position,
  head: frame.head,
  counts: frame.counts,
  features: frame.features,
  rows: new Map(frame.notifications.map((row) => [row.id, row])),
  base: frame.to,
  next: frame.next,
  oldest: frame.next === null ? null : oldestOf(frame.notifications),
})

/** Whether two positions can be compared: they have the same inbox and epoch. */
export const isSameLineage = (a: Lineage, b: Lineage): boolean =>
  a.inbox === b.inbox && a.epoch === b.epoch
