import type { Delta, Snapshot } from '../protocol/index.js'
import type { Received } from './receive-snapshot.js'
import { receive, settleCommands } from './receive.js'
import type { InboxState, PendingCommand } from './state.js'

/** Adds commands of the member as pending. The view shows their effect at once. */
export const addPending = (state: InboxState, entries: readonly PendingCommand[]): InboxState => ({
  ...state,
  pending: [...state.pending, ...entries],
})

/**
 * Applies the server's answer to pending commands. One change adds their confirmed effect and
 * removes the commands, so that the view never shows the effect twice or not at all.
 *
 * @param ids - the ids of the answered commands
 */
export function receiveAnswer(
  state: InboxState,
  frame: Delta | Snapshot,
  ids: readonly string[],
): Received {
  const received = receive(state, frame)
  // The frame does not continue the page's state, so it was not applied. The commands stay pending,
  // so that the page keeps showing their effect until a resume delivers it.
  if (received.outcome === 'resume') return received
  return { ...received, state: settleCommands(received.state, ids) }
}
