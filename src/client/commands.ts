import { isUnread, type Command } from '../protocol/index.js'
import { fold } from '../store/fold.js'
import type { InboxState, PendingCommand } from '../store/state.js'
import { uuid } from './uuid.js'

type Stamped = readonly PendingCommand[]
type Draft<T> = T extends unknown ? Omit<T, 'id'> : never

/**
 * What a member can do, as the commands that say it. Each takes the state that was on the page at the
 * moment of acting; nothing can be done to what never came.
 */
export const commandsFor = {
  read: (state: InboxState, id: string): Stamped => itemCommand(state, 'read', id),
  remove: (state: InboxState, id: string): Stamped => itemCommand(state, 'remove', id),
  unread: (state: InboxState, notification: string): Stamped =>
    stamp(state, () => [{ type: 'unread', notification }]),
  readAll: (state: InboxState, category?: string): Stamped => bulkCommands(state, 'read', category),
  clearAll: (state: InboxState, category?: string): Stamped =>
    bulkCommands(state, 'remove', category),
  clearRead: (state: InboxState): Stamped =>
    stamp(state, (upTo) => [
      { type: 'clear-read', upTo },
      // Marked as unread and read again a moment ago: they too will come to lie above `upTo`.
      ...readAgain(state).map(
        (notification) => ({ type: 'remove', notification, pos: 'latest' }) as const,
      ),
    ]),
  seen: (state: InboxState): Stamped => stamp(state, (upTo) => [{ type: 'seen', upTo }]),
  /** Last done, first undone. */
  undo: (state: InboxState, commands: readonly string[]): Stamped =>
    stamp(state, () => [...commands].reverse().map((command) => ({ type: 'undo', command }))),
}

/** A command done anew, on what is there today. What cannot be, makes none. */
export function doAnew(state: InboxState, command: Command): Stamped {
  switch (command.type) {
    case 'read':
    case 'remove':
    case 'unread':
      return commandsFor[command.type](state, command.notification)
    case 'read-all':
      return commandsFor.readAll(state, command.category)
    case 'clear-all':
      return commandsFor.clearAll(state, command.category)
    case 'clear-read':
      return commandsFor.clearRead(state)
    case 'seen':
    case 'undo':
      return []
  }
}

function itemCommand(state: InboxState, type: 'read' | 'remove', notification: string): Stamped {
  const row = state.confirmed?.rows.get(notification)
  if (!row) return []
  // An "unread" on its way will move the row beyond the place that is known here.
  const pos = unsettledUnread(state).has(notification) ? 'latest' : row.pos
  return stamp(state, (at) => [{ type, notification, pos, at }])
}

function bulkCommands(
  state: InboxState,
  type: 'read' | 'remove',
  category: string | undefined,
): Stamped {
  const rows = state.confirmed?.rows
  const late = [...unsettledUnread(state)].filter(
    (id) => category === undefined || rows?.get(id)?.category === category,
  )
  return stamp(state, (upTo) => [
    {
      type: type === 'read' ? 'read-all' : 'clear-all',
      upTo,
      ...(category === undefined ? {} : { category }),
    },
    // What was marked as unread a moment ago will come to lie above `upTo`.
    ...late.map((notification) => ({ type, notification, pos: 'latest' }) as const),
  ])
}

function stamp(
  { confirmed }: InboxState,
  draft: (cursor: string) => readonly Draft<Command>[],
): Stamped {
  if (!confirmed) return []
  const { cursor, epoch, position } = confirmed
  return draft(cursor).map((command) => ({ command: { ...command, id: uuid() }, epoch, position }))
}

/** What was marked as unread a moment ago, and is read in spite of it. */
function readAgain(state: InboxState): string[] {
  const view = fold(state)
  if (!view) return []
  return [...unsettledUnread(state)].filter((id) => {
    const row = view.rows.get(id)
    return row && !isUnread(row, view.head)
  })
}

const unsettledUnread = ({ pending }: InboxState): ReadonlySet<string> =>
  new Set(
    pending.flatMap(({ command }) => (command.type === 'unread' ? [command.notification] : [])),
  )
