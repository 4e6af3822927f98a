import { isWithin, type Lineage, type Snapshot } from '../protocol/index.js'
import { oldestOf, type Confirmed, type InboxState } from './state.js'

/**
 * A frame's effect: it changed the state, it told nothing new, or it showed that something is missing
 * and the receiver must resume from its cursor.
 */
export type Outcome = 'applied' | 'ignored' | 'resume'

/** The state after a frame, and the frame's effect. */
export interface Received {
  readonly state: InboxState
  readonly outcome: Outcome
}

/**
 * Replaces the confirmed state by a snapshot, unless it is older. Apart from the other frames, because
 * the first paint needs nothing else.
 */
export function receiveSnapshot(state: InboxState, frame: Snapshot): Received {
  const { confirmed } = state
  if (confirmed && isSameLineage(confirmed, frame) && !isWithin(confirmed.position, frame.position))
    return { state, outcome: 'ignored' }
  return {
    state: {
      confirmed: confirmedBy(frame),
      // Another member's or another lineage's commands mean nothing here. Those of this member stay:
      // the server itself refuses what it can no longer honour.
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

/** Whether two positions can be compared: same inbox, same history. */
export const isSameLineage = (a: Lineage, b: Lineage): boolean =>
  a.inbox === b.inbox && a.epoch === b.epoch
