import type { Command } from '../../protocol/index.js'
import type { InboxStore, UndoableAction } from '../../store/inbox-store.js'
import { changed } from '../../store/fold.js'
import { addPending } from '../../store/pending.js'
import { settleCommands } from '../../store/receive.js'
import type { Before, InboxState, PendingCommand } from '../../store/state.js'
import { commandsFor, doAnew } from './commands.js'
import type { Outbox } from './outbox.js'
import type { Sender } from './sender.js'

/** The time within which an action can be undone, in milliseconds. */
const UNDO_MS = 10_000

/** The member's actions. Each takes the state that the page showed when the member acted. */
export interface Actions {
  markAsRead(seen: InboxState, id: string): void
  markAsUnread(seen: InboxState, id: string): void
  remove(seen: InboxState, id: string): void
  markAllAsRead(seen: InboxState, category?: string): void
  clearRead(seen: InboxState): void
  clearAll(seen: InboxState, category?: string): void
  markAsSeen(seen: InboxState): void
  /** Undoes the last action, while that is possible. */
  undo(seen: InboxState): void
  /** Repeats the commands that the server refused, on the current notifications. */
  tryAgain(seen: InboxState): void
}

/** Dependencies of {@link createActions}. */
export interface ActionsOptions {
  readonly store: InboxStore
  readonly outbox: Outbox
  readonly sender: Sender
  readonly signal: AbortSignal
}

/** Creates the actions of one inbox. */
export function createActions({ store, outbox, sender, signal }: ActionsOptions): Actions {
  let forgetting: ReturnType<typeof setTimeout> | undefined
  let before: Before | undefined
  signal.addEventListener('abort', () => clearTimeout(forgetting))

  function add(entries: readonly PendingCommand[]): void {
    store.update((state) => addPending(state, entries))
    sender.send()
  }

  function act(entries: readonly PendingCommand[], action?: UndoableAction): void {
    const from = store.$view.get()
    store.$refused.set(null)
    add(entries)
    if (!action) return
    const to = store.$view.get()
    before = from && to ? changed(from, to) : undefined
    clearTimeout(forgetting)
    store.$undoable.set({ action, commands: entries.map(({ command }) => command.id) })
    forgetting = setTimeout(() => store.$undoable.set(null), UNDO_MS)
  }

  return {
    markAsRead: (seen, id) => act(commandsFor.read(seen, id)),
    markAsUnread: (seen, id) => act(commandsFor.unread(seen, id)),
    // This is not an action that the member notices, so it keeps the undo and the refusal of the
    // last one.
    markAsSeen: (seen) => add(commandsFor.seen(seen)),
    remove: (seen, id) => act(commandsFor.remove(seen, id), 'remove'),
    markAllAsRead: (seen, category) => act(commandsFor.readAll(seen, category), 'read-all'),
    clearRead: (seen) => act(commandsFor.clearRead(seen), 'clear-read'),
    clearAll: (seen, category) => act(commandsFor.clearAll(seen, category), 'clear-all'),
    undo(seen) {
      const commands = store.$undoable.get()?.commands
      if (!commands) return
      store.$undoable.set(null)
      // A command that was never sent needs no undo on the server.
      if (outbox.wasMaybeSent(commands))
        act(commandsFor.undo(seen, commands).map((entry) => ({ ...entry, before })))
      else store.update((state) => settleCommands(state, commands))
    },
    tryAgain(seen) {
      const refused = store.$refused.get()
      if (!refused) return
      const { action, commands } = refused
      const entries = commands.flatMap((command) => doAnew(seen, command))
      act(entries, isUndoable(action) ? action : undefined)
    },
  }
}

const isUndoable = (action: Command['type']): action is UndoableAction =>
  action !== 'read' && action !== 'unread' && action !== 'seen' && action !== 'undo'
