import {
  type BulkCommand,
  categories,
  type ClearReadCommand,
  type Command,
  furthest,
  isSamePosition,
  type ItemCommand,
  type Position,
  type Row,
  type SeenCommand,
  type UndoCommand,
  type UnreadCommand,
} from 'belfry/protocol'
import type { CursorContent } from './cursors.js'
import type { Transaction } from '../storage/database.js'
import type { InboxKey } from '../storage/inbox-key.js'
import type { Undo } from '../storage/inbox-commands.js'
import { type MemberMarks, marksOf, writeMarks } from '../storage/inbox-marks.js'
import {
  clearReadRows,
  raiseRegisters,
  readSeen,
  type RegisterName,
  writeSeen,
} from '../storage/inbox-registers.js'
import { findRow } from '../storage/inbox-rows.js'
import { hiddenCategories } from '../storage/inbox-state.js'

/**
 * The state in which a command runs. The inbox is locked, so the state does not change meanwhile.
 */
export interface CommandContext {
  readonly transaction: Transaction
  readonly key: InboxKey
  readonly epoch: string
  readonly hidden: readonly string[]
  /** The `b` at which gamification was last switched on. */
  readonly gamificationSince: number
  /** The position that the next change gets. */
  readonly next: Position
  readonly readCursor: (cursor: string | undefined) => CursorContent | null
}

/** The reason why a command is refused. */
export type CommandRefusal = 'epoch' | 'not-found' | 'expired' | 'superseded'

/** The result of one command. A command without a change also counts as applied. */
export type CommandOutcome =
  | { readonly changed: false }
  | { readonly changed: true; readonly head?: boolean; readonly undo: Undo | null }
  | { readonly refused: CommandRefusal }

/** Applies one command. The caller holds the lock of the inbox. */
export function runCommand(
  command: Exclude<Command, UndoCommand>,
  context: CommandContext,
): Promise<CommandOutcome> {
  switch (command.type) {
    case 'read':
      return read(command, context)
    case 'remove':
      return remove(command, context)
    case 'unread':
      return unread(command, context)
    case 'read-all':
      return raise('read', command, context)
    case 'clear-all':
      return raise('clear', command, context)
    case 'clear-read':
      return clearRead(command, context)
    case 'seen':
      return see(command, context)
  }
}

/** A number above every position, for the value `"latest"`. */
const LATEST = Number.MAX_SAFE_INTEGER

async function read(command: ItemCommand, context: CommandContext): Promise<CommandOutcome> {
  const row = await rowOf(command, context)
  if (!row) return { refused: 'not-found' }
  const readPos = Math.max(row.readPos, reached(command, row))
  if (row.scope === 'broadcast') return readBroadcast(command, row, readPos, context)
  return row.readPos >= readPos ? { changed: false } : mark(row, { readPos }, 'read', context)
}

/**
 * Marks a broadcast as read. All members of the audience share its `pos`, so "mark as unread" does
 * not move `pos`: it sets `raisedU` in the member's receipt. A "read" therefore also has to set
 * `readAtU`, to the `u` that the member had been shown; the broadcast is read again if that is not
 * before `raisedU`.
 */
async function readBroadcast(
  command: ItemCommand,
  row: Row,
  readPos: number,
  context: CommandContext,
): Promise<CommandOutcome> {
  const readAtU = Math.max(row.readAtU, Math.min(actedAt(command, context), context.next.u))
  const isMarkedUnread = row.raisedU > row.readAtU
  const raisesReadAt = isMarkedUnread && readAtU > row.readAtU
  if (row.readPos >= readPos && !raisesReadAt) return { changed: false }
  return mark(row, { readPos, readAtU }, 'read', context)
}

async function remove(command: ItemCommand, context: CommandContext): Promise<CommandOutcome> {
  const row = await rowOf(command, context)
  if (!row) return { refused: 'not-found' }
  const gonePos = reached(command, row)
  return row.gonePos >= gonePos ? { changed: false } : mark(row, { gonePos }, 'removed', context)
}

async function unread(command: UnreadCommand, context: CommandContext): Promise<CommandOutcome> {
  const { transaction, key, hidden, next } = context
  const found = await findRow(transaction, key, command.notification, hidden)
  if (!found) return { refused: 'not-found' }
  const { row, visible } = found
  // "Mark as unread" must not bring back a notification that was removed or has expired meanwhile.
  if (!visible) return { changed: false }
  return mark(
    row,
    row.scope === 'member' ? { pos: next.u } : { raisedU: next.u },
    'unread',
    context,
  )
}

const rowOf = async (
  { notification }: ItemCommand,
  { transaction, key, hidden }: CommandContext,
): Promise<Row | undefined> => (await findRow(transaction, key, notification, hidden))?.row

/**
 * A command never reaches beyond the row's own `pos`. If the row asked for attention again and the
 * member has not seen that yet, it stays unread.
 */
const reached = ({ pos }: ItemCommand, row: Row): number =>
  pos === 'latest' ? row.pos : Math.min(pos, row.pos)

async function mark(
  row: Row,
  change: Partial<MemberMarks>,
  kind: Row['kind'],
  { transaction, key, next }: CommandContext,
): Promise<CommandOutcome> {
  const { id, scope } = row
  const before = marksOf(row)
  const rev = next.u
  await writeMarks(transaction, key, { id, scope, marks: { ...before, ...change }, rev, kind })
  return { changed: true, undo: { kind: 'row', scope, id, rev, before } }
}

/** Returns the `u` of the state that the member saw. A cursor of another epoch gives 0. */
function actedAt({ pos, at }: ItemCommand, { readCursor, epoch }: CommandContext): number {
  if (pos === 'latest') return LATEST
  const cursor = readCursor(at)
  return cursor?.epoch === epoch ? cursor.position.u : 0
}

/**
 * Returns the position that a bulk command reaches, at most the current one; `null` for a cursor
 * of another epoch.
 */
function placeOf(upTo: string, { readCursor, epoch, next }: CommandContext): Position | null {
  const cursor = readCursor(upTo)
  if (cursor?.epoch !== epoch) return null
  const { u, b } = cursor.position
  return { u: Math.min(u, next.u - 1), b: Math.min(b, next.b) }
}

/**
 * Returns the categories that were hidden at a position or are hidden now. A command that was given
 * while gamification was off must not change notifications that the member could not see, even if
 * it arrives after gamification was switched on.
 */
const hiddenAt = (
  { b }: Position,
  { hidden, gamificationSince }: CommandContext,
): readonly string[] => (b < gamificationSince ? hiddenCategories(false) : hidden)

async function raise(
  register: RegisterName,
  { upTo, category }: BulkCommand,
  context: CommandContext,
): Promise<CommandOutcome> {
  const place = placeOf(upTo, context)
  if (!place) return { refused: 'epoch' }
  const named = (category === undefined ? categories : [category]).filter(
    (name) => !hiddenAt(place, context).includes(name),
  )
  const raised = await raiseRegisters(context.transaction, context.key, register, {
    categories: named,
    ...place,
  })
  if (raised.length === 0) return { changed: false }
  return { changed: true, head: true, undo: { kind: 'registers', register, raised } }
}

async function clearRead(
  { upTo }: ClearReadCommand,
  context: CommandContext,
): Promise<CommandOutcome> {
  const place = placeOf(upTo, context)
  if (!place) return { refused: 'epoch' }
  const { transaction, key, next } = context
  const rev = next.u
  const hidden = hiddenAt(place, context)
  const count = await clearReadRows(transaction, key, { upTo: place, hidden, rev })
  return count === 0 ? { changed: false } : { changed: true, undo: { kind: 'rows', rev } }
}

async function see({ upTo }: SeenCommand, context: CommandContext): Promise<CommandOutcome> {
  const place = placeOf(upTo, context)
  if (!place) return { refused: 'epoch' }
  const { transaction, key } = context
  const before = await readSeen(transaction, key)
  const after = furthest(before, place)
  if (isSamePosition(before, after)) return { changed: false }
  await writeSeen(transaction, key, after)
  return { changed: true, head: true, undo: { kind: 'seen', before, after } }
}
