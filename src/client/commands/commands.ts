import type { Command } from '../../protocol/index.js'
import type { InboxState, PendingCommand } from '../../store/state.js'
import { uuid } from '../uuid.js'

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
  readAll: (state: InboxState, category?: string): Stamped => readAllCommands(state, category),
  clearAll: (state: InboxState, category?: string): Stamped =>
    stamp(state, (upTo) => [{ type: 'clear-all', upTo, ...inCategory(category) }]),
  clearRead: (state: InboxState): Stamped => stamp(state, (upTo) => [{ type: 'clear-read', upTo }]),
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
  // An "unread" on its way will move the row beyond the place that is known here. To remove it, that
  // place is enough: the row has not asked for attention again.
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
    // A row that was marked as unread a moment ago will come to lie above `upTo`.
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

/** The rows that were marked as unread a moment ago, with their categories. */
const unsettledUnread = ({
  confirmed,
  pending,
}: InboxState): ReadonlyMap<string, string | undefined> =>
  new Map(
    pending.flatMap(({ command, saw }) => {
      if (command.type !== 'unread') return []
      // A page that was loaded anew may not have loaded it.
      const row = confirmed?.rows.get(command.notification) ?? saw?.row
      return [[command.notification, row?.category]]
    }),
  )
