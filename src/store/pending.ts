import type { Delta, Snapshot } from '../protocol/index.js'
import type { Received } from './receive-snapshot.js'
import { receive, settle } from './receive.js'
import type { InboxState, PendingCommand } from './state.js'

/** The state after the member did something; it shows at once. */
export const addPending = (state: InboxState, entries: readonly PendingCommand[]): InboxState => ({
  ...state,
  pending: [...state.pending, ...entries],
})

/** Takes in the answer to commands: they leave, and their effect arrives, as one change. */
export function receiveAnswer(
  state: InboxState,
  frame: Delta | Snapshot,
  ids: readonly string[],
): Received {
  const received = receive(state, frame)
  // Their effect did not arrive, so they stay: the page keeps showing it until a resume brings it.
  if (received.outcome === 'resume') return received
  return { ...received, state: settle(received.state, ids) }
}
