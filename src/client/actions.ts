import type { InboxStore, UndoableAction } from '../store/inbox-store.js'
import type { InboxState, PendingCommand } from '../store/state.js'
import { commandsFor } from './commands.js'

/** How long an action can be taken back, in milliseconds. */
const UNDO_MS = 10_000

/** What a member does, told with the state that was on the page at the moment of acting. */
export interface Actions {
  markAsRead(seen: InboxState, id: string): void
  markAsUnread(seen: InboxState, id: string): void
  remove(seen: InboxState, id: string): void
  markAllAsRead(seen: InboxState, category?: string): void
  clearRead(seen: InboxState): void
  clearAll(seen: InboxState, category?: string): void
  markAsSeen(seen: InboxState): void
  /** Takes the last action back, while it can be. */
  undo(seen: InboxState): void
}

/** Makes the actions of one inbox. */
export function createActions(store: InboxStore, signal: AbortSignal): Actions {
  let forgetting: ReturnType<typeof setTimeout> | undefined
  signal.addEventListener('abort', () => clearTimeout(forgetting))

  function offerUndo(action: UndoableAction, entries: readonly PendingCommand[]): void {
    clearTimeout(forgetting)
    store.add(entries)
    store.$undoable.set({ action, commands: entries.map(({ command }) => command.id) })
    forgetting = setTimeout(() => store.$undoable.set(null), UNDO_MS)
  }

  return {
    markAsRead: (seen, id) => store.add(commandsFor.read(seen, id)),
    markAsUnread: (seen, id) => store.add(commandsFor.unread(seen, id)),
    markAsSeen: (seen) => store.add(commandsFor.seen(seen)),
    remove: (seen, id) => offerUndo('remove', commandsFor.remove(seen, id)),
    markAllAsRead: (seen, category) => offerUndo('read-all', commandsFor.readAll(seen, category)),
    clearRead: (seen) => offerUndo('clear-read', commandsFor.clearRead(seen)),
    clearAll: (seen, category) => offerUndo('clear-all', commandsFor.clearAll(seen, category)),
    undo(seen) {
      const undoable = store.$undoable.get()
      if (!undoable) return
      clearTimeout(forgetting)
      store.$undoable.set(null)
      store.add(commandsFor.undo(seen, undoable.commands))
    },
  }
}
