import { isSamePosition, isWithin, type Delta, type Frame } from '../protocol/index.js'
import { mergeRows } from './merge.js'
import { isSameLineage, receiveSnapshot, type Received } from './receive-snapshot.js'
import type { Confirmed, InboxState } from './state.js'

/** Applies one frame. A frame that is repeated, late or out of order changes nothing. */
export function receive(state: InboxState, frame: Frame): Received {
  switch (frame.type) {
    case 'snapshot':
      // A snapshot that was fetched to the depth of the list may contain a row twice, if it moved
      // between two pages.
      return receiveSnapshot(state, {
        ...frame,
        notifications: [...mergeRows(new Map(), frame.notifications).values()],
      })
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

/** Removes commands that the server has answered. Their effect is confirmed, or was refused. */
export function settleCommands(state: InboxState, ids: readonly string[]): InboxState {
  if (!state.pending.some(({ command }) => ids.includes(command.id))) return state
  return { ...state, pending: state.pending.filter(({ command }) => !ids.includes(command.id)) }
}

function receiveDelta(state: InboxState, frame: Delta): Received {
  const { confirmed } = state
  if (!confirmed || !isSameLineage(confirmed, frame)) return { state, outcome: 'resume' }
  const settled = settleCommands(state, frame.commands)
  if (isWithin(frame.position, confirmed.position)) return { state: settled, outcome: 'ignored' }
  if (!isWithin(frame.from, confirmed.position)) return { state, outcome: 'resume' }
  // A position that is ahead in one part and behind in the other cannot come from one
  // database snapshot.
  if (!isWithin(confirmed.position, frame.position)) return { state, outcome: 'resume' }
  return { state: { ...settled, confirmed: advance(confirmed, frame) }, outcome: 'applied' }
}

const advance = (confirmed: Confirmed, frame: Delta): Confirmed => ({
  ...confirmed,
  cursor: frame.to,
  position: frame.position,
  head: frame.head && frame.head.rev >= confirmed.head.rev ? frame.head : confirmed.head,
  counts: frame.counts ?? confirmed.counts,
  rows: mergeRows(confirmed.rows, frame.notifications),
})
