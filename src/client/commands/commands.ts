import type { Command } from '../../protocol/index.js'
import type { InboxState, PendingCommand } from '../../store/state.js'
import { uuid } from '../uuid.js'

type Stamped = readonly PendingCommand[]
type Draft<T> = T extends unknown ? Omit<T, 'id'> : never

/**
 * Creates the commands for the member's actions. Each function takes the state that the page showed
 * when the member acted. Without a confirmed state it returns no command.
 */
export const commandsFor = {
  read: (state: InboxState, id: string): Stamped => itemCommand(state, 'read', id),
  remove: (state: InboxState, id: string): Stamped => itemCommand(state, 'remove', id),
  unread: (state: InboxState, notification: string): Stamped =>
    stamp(state, () => [{ type: 'unread', notification }]),
  readAll: (state: InboxState, category?: string): Stamped => readAllCommands(state, category),
  clearAll: (state: InboxState, category?: string): Stamped =>
    stamp(state, (upTo) => [{ type: 'clear-all', upTo, ...inCategory(category) }]),
  clearRead: (state: InboxState): Stamped => stamp(state, (upTo) => [{ type: 'clear-read', upTo }]),
  seen: (state: InboxState): Stamped => stamp(state, (upTo) => [{ type: 'seen', upTo }]),
  /** Undoes the commands in reverse order. */
  undo: (state: InboxState, commands: readonly string[]): Stamped =>
    stamp(state, () => [...commands].reverse().map((command) => ({ type: 'undo', command }))),
}

/**
 * Returns the commands that repeat a refused command on the current state. A command that cannot be
 * repeated returns none.
 */
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
  // A pending "unread" will move the row above the position that is known here. To remove the row,
  // that position is enough, because the row has not asked for attention again.
  const isRaised = type === 'read' && unsettledUnread(state).has(notification)
  const pos = isRaised ? 'latest' : row.pos
  return stamp(state, (at) => [{ type, notification, pos, at }])
}

function readAllCommands(state: InboxState, category: string | undefined): Stamped {
  const late = [...unsettledUnread(state)].flatMap(([id, itsCategory]) =>
    category === undefined || itsCategory === category ? [id] : [],
  )
  return stamp(state, (upTo) => [
    { type: 'read-all', upTo, ...inCategory(category) },
    // A row that was marked as unread a moment ago will be above `upTo`.
    ...late.map((notification) => ({ type: 'read', notification, pos: 'latest' }) as const),
  ])
}

const inCategory = (category: string | undefined): { category?: string } =>
  category === undefined ? {} : { category }

function stamp(
  { confirmed }: InboxState,
  draft: (cursor: string) => readonly Draft<Command>[],
): Stamped {
  if (!confirmed) return []
  const { base, counts, cursor, epoch, position, rows } = confirmed
  return draft(cursor).map((drafted) => {
    const command = { ...drafted, id: uuid() }
    const row = 'notification' in command ? rows.get(command.notification) : undefined
    const saw = { base, counts, row: row && { ...row, content: null } }
    return { command, epoch, position, saw }
  })
}

/** Returns the rows with a pending "unread" command, with their categories. */
const unsettledUnread = ({
  confirmed,
  pending,
}: InboxState): ReadonlyMap<string, string | undefined> =>
  new Map(
    pending.flatMap(({ command, saw }) => {
      if (command.type !== 'unread') return []
      // A reloaded page may not have loaded the row.
      const row = confirmed?.rows.get(command.notification) ?? saw?.row
      return [[command.notification, row?.category]]
    }),
  )
