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
import { foldCounts, unknownSettledBy } from './counts.js'
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

/** A view while commands are applied to it, one after the other. */
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
  const effective = effectiveOf(pending, confirmed)
  if (effective.length === 0)
    return { rows: confirmed.rows, head: confirmed.head, counts: confirmed.counts }

  const known = { rows: knownRows(confirmed, effective), head: confirmed.head }
  const draft: Draft = { rows: new Map(known.rows), head: known.head }
  effective.forEach((entry, index) => {
    // The number is between this position and the next one of the server, in the order of acting.
    const u = confirmed.position.u + (index + 1) / (effective.length + 1)
    act(draft, entry, u)
  })
  return { ...draft, counts: foldCounts(confirmed, known, draft, effective) }
}

/**
 * Returns the rows of the confirmed state, and the rows of pending commands that lie below the
 * loaded list, because a reloaded page may not reach down to them. A row that is missing above the
 * end of the list was removed on the server.
 */
function knownRows(
  confirmed: Confirmed,
  pending: readonly PendingCommand[],
): ReadonlyMap<string, Row> {
  const { oldest } = confirmed
  const known = new Map(confirmed.rows)
  for (const { saw, epoch } of pending) {
    const row = saw?.row
    if (!row || epoch !== confirmed.epoch || known.has(row.id)) continue
    if (oldest && byNewest(row, oldest) > 0) known.set(row.id, row)
  }
  return known
}

/** Returns the parts that differ between two views, as they were in the first view. */
export const changed = (from: View, to: View): Before => ({
  rows: [...from.rows.values()].filter((row) => to.rows.get(row.id) !== row),
  head: from.head === to.head ? undefined : from.head,
  unknown: unknownSettledBy(from, to),
})

/**
 * Returns the commands that have an effect. It leaves out commands that were undone before the
 * server answered them, together with their undo, and bulk commands of another epoch.
 */
function effectiveOf(pending: readonly PendingCommand[], confirmed: Confirmed): PendingCommand[] {
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

/**
 * Applies one command to the draft.
 *
 * @param u - the position of the change, as if the server had applied it already
 */
function act(draft: Draft, { command, position, before }: PendingCommand, u: number): void {
  switch (command.type) {
    case 'read':
    case 'remove':
      return readOrRemove(draft, command, Math.min(position.u, u))
    case 'unread':
      return markAsUnread(draft, command, u)
    case 'read-all':
      return void (draft.head = raiseRegister(draft, 'read', command, position))
    case 'clear-all':
      return void (draft.head = raiseRegister(draft, 'clear', command, position))
    case 'clear-read':
      return clearRead(draft, position)
    case 'seen':
      return void (draft.head = { ...draft.head, seen: furthest(draft.head.seen, position) })
    case 'undo':
      return before && restore(draft, before)
  }
}

/** Restores the parts that the undone action changed. An undo does not make rows unseen again. */
function restore(draft: Draft, { rows, head }: Before): void {
  for (const { id, readPos, readAtU, gonePos } of rows) {
    const row = draft.rows.get(id)
    if (row) draft.rows.set(id, { ...row, readPos, readAtU, gonePos })
  }
  if (head) draft.head = { ...head, seen: draft.head.seen }
}

/** @param actedAtU - the `u` of the state that the member saw */
function readOrRemove(draft: Draft, command: ItemCommand, actedAtU: number): void {
  const row = draft.rows.get(command.notification)
  if (!row) return
  const isLatest = command.pos === 'latest'
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
              ? Math.max(row.readAtU, isLatest ? row.raisedU : actedAtU)
              : row.readAtU,
        },
  )
}

function markAsUnread(draft: Draft, command: UnreadCommand, u: number): void {
  const row = draft.rows.get(command.notification)
  // The server checks this too: marking a removed notification as unread must not bring it back.
  if (!row || !isVisible(row, draft.head)) return
  draft.rows.set(row.id, row.scope === 'member' ? { ...row, pos: u } : { ...row, raisedU: u })
}

/** Returns the registers with one of them raised to a position, for one category or for all. */
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
    const current = raised[name]
    raised[name] = current ? furthest(current, position) : position
  }
  return { ...draft.head, [register]: raised }
}

/** Removes the read rows that the member saw. */
function clearRead(draft: Draft, position: Position): void {
  for (const row of draft.rows.values()) {
    const isShown = row.alertPos <= partFor(row, position) && isVisible(row, draft.head)
    if (isShown && !isUnread(row, draft.head)) draft.rows.set(row.id, { ...row, gonePos: row.pos })
  }
}
