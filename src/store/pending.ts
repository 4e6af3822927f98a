import type { Delta, Snapshot } from '../protocol/index.js'
import type { Received } from './receive-snapshot.js'
import { receive, settleCommands } from './receive.js'
import type { InboxState, PendingCommand } from './state.js'

/** Adds commands of the member to the state. The view shows their effect at once. */
export const addPending = (state: InboxState, entries: readonly PendingCommand[]): InboxState => ({
  ...state,
  pending: [...state.pending, ...entries],
})

/**
 * Applies the response to commands: the commands are removed and their confirmed effect is
 * added in one change.
 */
export function receiveAnswer(
  state: InboxState,
  frame: Delta | Snapshot,
  ids: readonly string[],
): Received {
  const received = receive(state, frame)
  // The effect did not arrive. The commands stay, so that the page keeps showing it until a
  // resume delivers it.
  if (received.outcome === 'resume') return received
  return { ...received, state: settleCommands(received.state, ids) }
}
