import {
  isSamePosition,
  isWithin,
  type Delta,
  type Frame,
  type Lineage,
  type Snapshot,
} from '../protocol/index.js'
import { mergeRows } from './merge.js'
import { oldestOf, type Confirmed, type InboxState } from './state.js'

/**
 * What a frame meant: it changed the state, it told nothing new, or it showed that something is
 * missing and the receiver must resume from its cursor.
 */
export type Outcome = 'applied' | 'ignored' | 'resume'

/** The state after a frame, and what the frame meant. */
export interface Received {
  readonly state: InboxState
  readonly outcome: Outcome
}

/** Folds one frame in. Applying it twice, late or out of order changes nothing. */
export function receive(state: InboxState, frame: Frame): Received {
  switch (frame.type) {
    case 'snapshot':
      return receiveSnapshot(state, frame)
    case 'delta':
      return receiveDelta(state, frame)
    case 'heartbeat':
      return {
        state,
        outcome:
          state.confirmed &&
          isSameLineage(state.confirmed, frame) &&
          isSamePosition(state.confirmed.position, frame.position)
            ? 'ignored'
            : 'resume',
      }
    case 'hello':
    case 'bye':
      return { state, outcome: 'ignored' }
  }
}

/** Removes commands: the server answered them, and what they did is confirmed, or never will be. */
export function settle(state: InboxState, ids: readonly string[]): InboxState {
  if (!state.pending.some(({ command }) => ids.includes(command.id))) return state
  return { ...state, pending: state.pending.filter(({ command }) => !ids.includes(command.id)) }
}

function receiveSnapshot(state: InboxState, frame: Snapshot): Received {
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

function receiveDelta(state: InboxState, frame: Delta): Received {
  const { confirmed } = state
  if (!confirmed || !isSameLineage(confirmed, frame)) return { state, outcome: 'resume' }
  const settled = settle(state, frame.commands)
  if (isWithin(frame.position, confirmed.position)) return { state: settled, outcome: 'ignored' }
  if (!isWithin(frame.from, confirmed.position)) return { state, outcome: 'resume' }
  // Ahead in one part and behind in the other cannot come from one database snapshot.
  if (!isWithin(confirmed.position, frame.position)) return { state, outcome: 'resume' }
  return { state: { ...settled, confirmed: advance(confirmed, frame) }, outcome: 'applied' }
}

const confirmedBy = (frame: Snapshot): Confirmed => ({
  inbox: frame.inbox,
  epoch: frame.epoch,
  cursor: frame.to,
  position: frame.position,
  head: frame.head,
  counts: frame.counts,
  features: frame.features,
  rows: mergeRows(new Map(), frame.notifications),
  base: frame.to,
  next: frame.next,
  oldest: frame.next === null ? null : oldestOf(frame.notifications),
})

const advance = (confirmed: Confirmed, frame: Delta): Confirmed => ({
  ...confirmed,
  cursor: frame.to,
  position: frame.position,
  head: frame.head && frame.head.rev >= confirmed.head.rev ? frame.head : confirmed.head,
  counts: frame.counts ?? confirmed.counts,
  rows: mergeRows(confirmed.rows, frame.notifications),
})

const isSameLineage = (a: Lineage, b: Lineage): boolean =>
  a.inbox === b.inbox && a.epoch === b.epoch
