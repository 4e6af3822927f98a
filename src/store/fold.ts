import {
  furthest,
  isUnread,
  isVisible,
  partFor,
  type BulkCommand,
  type Counts,
  type Head,
  type ItemCommand,
  type Position,
  type Row,
  type UnreadCommand,
} from '../protocol/index.js'
import { foldCounts, unknownBetween } from './counts.js'
import {
  byNewest,
  type Before,
  type Confirmed,
  type InboxState,
  type PendingCommand,
} from './state.js'

/** The state that the page shows: the confirmed state with every pending command applied. */
export interface View {
  readonly rows: ReadonlyMap<string, Row>
  readonly head: Head
  readonly counts: Counts
}

interface Draft {
  rows: Map<string, Row>
  head: Head
}

/**
 * Applies the pending commands to the confirmed state. A rollback is the same fold without the
 * command. A rebase is the same fold over a newer confirmed state.
 */
export function fold({ confirmed, pending }: InboxState): View | null {
  if (!confirmed) return null
  const acting = effective(pending, confirmed)
  if (acting.length === 0)
    return { rows: confirmed.rows, head: confirmed.head, counts: confirmed.counts }

  const known = { rows: withActedOn(confirmed, acting), head: confirmed.head }
  const draft: Draft = { rows: new Map(known.rows), head: known.head }
  acting.forEach((entry, index) => {
    // The number is between this position and the next one of the server, in the order of acting.
    const now = confirmed.position.u + (index + 1) / (acting.length + 1)
    act(draft, entry, now)
  })
  return { ...draft, counts: foldCounts(confirmed, known, draft, acting) }
}

/**
 * Returns the known rows, and the rows of pending commands that lie below the loaded list, because
 * a reloaded page may not reach down to them. A row that is missing above the end of the list was
 * removed on the server.
 */
function withActedOn(
  { rows, epoch: now, oldest }: Confirmed,
  acting: readonly PendingCommand[],
): ReadonlyMap<string, Row> {
  const known = new Map(rows)
  for (const { saw, epoch } of acting) {
    const row = saw?.row
    if (!row || epoch !== now || known.has(row.id)) continue
    if (oldest && byNewest(row, oldest) > 0) known.set(row.id, row)
  }
  return known
}

/** Returns the parts that differ between two views, as they were in the first view. */
export const changed = (from: View, to: View): Before => ({
  rows: [...from.rows.values()].filter((row) => to.rows.get(row.id) !== row),
  head: from.head === to.head ? undefined : from.head,
  unknown: unknownBetween(from, to),
})

/**
 * Leaves out commands that were undone before the server answered them, together with their undo,
 * and bulk commands of another epoch.
 */
function effective(pending: readonly PendingCommand[], confirmed: Confirmed): PendingCommand[] {
  const ids = new Set(pending.map(({ command }) => command.id))
  const undone = new Set(
    pending.flatMap(({ command }) => (command.type === 'undo' ? [command.command] : [])),
  )
  return pending.filter(({ command, epoch }) =>
    command.type === 'undo'
      ? !ids.has(command.command)
      : !undone.has(command.id) && (!('upTo' in command) || epoch === confirmed.epoch),
  )
}

function act(draft: Draft, { command, position, before }: PendingCommand, now: number): void {
  switch (command.type) {
    case 'read':
    case 'remove':
      return mark(draft, command, Math.min(position.u, now))
    case 'unread':
      return raise(draft, command, now)
    case 'read-all':
      return void (draft.head = raiseRegister(draft, 'read', command, position))
    case 'clear-all':
      return void (draft.head = raiseRegister(draft, 'clear', command, position))
    case 'clear-read':
      return clearRead(draft, position)
    case 'seen':
      return void (draft.head = { ...draft.head, seen: furthest(draft.head.seen, position) })
    case 'undo':
      return before && putBack(draft, before)
  }
}

function putBack(draft: Draft, { rows, head }: Before): void {
  for (const { id, readPos, readAtU, gonePos } of rows) {
    const row = draft.rows.get(id)
    if (row) draft.rows.set(id, { ...row, readPos, readAtU, gonePos })
  }
  if (head) draft.head = { ...head, seen: draft.head.seen }
}

function mark(draft: Draft, command: ItemCommand, actedAt: number): void {
  const row = draft.rows.get(command.notification)
  if (!row) return
  const latest = command.pos === 'latest'
  const upTo = command.pos === 'latest' ? row.pos : Math.min(command.pos, row.pos)
  draft.rows.set(
    row.id,
    command.type === 'remove'
      ? { ...row, gonePos: Math.max(row.gonePos, upTo) }
      : {
          ...row,
          readPos: Math.max(row.readPos, upTo),
          readAtU:
            row.scope === 'broadcast'
              ? Math.max(row.readAtU, latest ? row.raisedU : actedAt)
              : row.readAtU,
        },
  )
}

function raise(draft: Draft, command: UnreadCommand, now: number): void {
  const row = draft.rows.get(command.notification)
  // The server checks this too: marking a removed notification as unread must not bring it back.
  if (!row || !isVisible(row, draft.head)) return
  draft.rows.set(row.id, row.scope === 'member' ? { ...row, pos: now } : { ...row, raisedU: now })
}

function raiseRegister(
  draft: Draft,
  register: 'read' | 'clear',
  { category }: BulkCommand,
  position: Position,
): Head {
  const raised: Record<string, Position> = { ...draft.head[register] }
  const categories =
    category === undefined
      ? new Set([...draft.rows.values()].map((row) => row.category))
      : new Set([category])
  for (const name of categories) {
    const before = raised[name]
    raised[name] = before ? furthest(before, position) : position
  }
  return { ...draft.head, [register]: raised }
}

function clearRead(draft: Draft, position: Position): void {
  for (const row of draft.rows.values()) {
    const isShown = row.alertPos <= partFor(row, position) && isVisible(row, draft.head)
    if (isShown && !isUnread(row, draft.head)) draft.rows.set(row.id, { ...row, gonePos: row.pos })
  }
}
