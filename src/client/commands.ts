import type { Command } from '../protocol/index.js'
import type { InboxState, PendingCommand } from '../store/state.js'
import { uuid } from './uuid.js'

type Draft<T> = T extends unknown ? Omit<T, 'id'> : never

/** Stamps commands with what the member saw when acting. Nothing can be done to what never came. */
function stamp(
  { confirmed }: InboxState,
  drafts: readonly Draft<Command>[],
): readonly PendingCommand[] {
  if (!confirmed) return []
  const { epoch, position } = confirmed
  return drafts.map((draft) => ({ command: { ...draft, id: uuid() }, epoch, position }))
}

/** The command that marks one notification as read. */
export function readCommand(state: InboxState, notification: string): readonly PendingCommand[] {
  const row = state.confirmed?.rows.get(notification)
  if (!row || !state.confirmed) return []
  // An "unread" on its way will move the row beyond the place that is known here.
  const pos = unsettledUnread(state).has(notification) ? 'latest' : row.pos
  return stamp(state, [{ type: 'read', notification, pos, at: state.confirmed.cursor }])
}

/** The commands that mark everything that was shown as read. */
export function readAllCommands(state: InboxState, category?: string): readonly PendingCommand[] {
  const { confirmed } = state
  if (!confirmed) return []
  const upTo = confirmed.cursor
  const late = [...unsettledUnread(state)].filter(
    (id) => category === undefined || confirmed.rows.get(id)?.category === category,
  )
  return stamp(state, [
    { type: 'read-all', upTo, ...(category === undefined ? {} : { category }) },
    // What was marked as unread a moment ago will come to lie above `upTo`.
    ...late.map((notification) => ({ type: 'read', notification, pos: 'latest' }) as const),
  ])
}

const unsettledUnread = ({ pending }: InboxState): ReadonlySet<string> =>
  new Set(
    pending.flatMap(({ command }) => (command.type === 'unread' ? [command.notification] : [])),
  )
