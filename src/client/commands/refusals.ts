import type { Command } from '../../protocol/index.js'
import type { InboxStore } from '../../store/inbox-store.js'

/**
 * Puts a refused command into `$refused`, so that the page can tell the member that its effect is
 * gone.
 */
export function noteRefusal(store: InboxStore, command: Command, code: string): void {
  const { type } = command
  // The effect of `seen` is invisible, and a notification that is not found counts as read and
  // removed.
  if (type === 'seen' || (code === 'not-found' && (type === 'read' || type === 'remove'))) return
  if (store.$undoable.get()?.commands.includes(command.id)) store.$undoable.set(null)
  const commands = [...(store.$refused.get()?.commands ?? []), command]
  store.$refused.set({ action: type, code, commands })
}
