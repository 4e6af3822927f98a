import type { Command } from '../../protocol/index.js'
import type { InboxStore } from '../../store/inbox-store.js'

/** Tells that the server will not take a command: what it did is gone from the page. */
export function noteRefusal(store: InboxStore, command: Command, code: string): void {
  const { type } = command
  // Nobody misses the first; what is not there is as good as read and removed.
  if (type === 'seen' || (code === 'not-found' && (type === 'read' || type === 'remove'))) return
  if (store.$undoable.get()?.commands.includes(command.id)) store.$undoable.set(null)
  const commands = [...(store.$refused.get()?.commands ?? []), command]
  store.$refused.set({ action: type, code, commands })
}
