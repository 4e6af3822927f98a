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
import { hiddenWithoutGamification } from '../storage/inbox-state.js'

/**
 * The state in which a command runs. The inbox is locked, so the state does not change meanwhile.
 */
export interface CommandContext {
  readonly transaction: Transaction
  readonly key: InboxKey
  readonly epoch: string
  /** The categories that are hidden from the member now. */
  readonly hiddenCategories: readonly string[]
  /** The `b` at which gamification was last switched on. */
  readonly gamificationSince: number
  /**
   * The position that this command gets if it changes anything: `next.u` is the inbox's `u` plus 1.
   * The position before the command is therefore `next.u - 1`, and clients know none above it.
   * Commands of a member do not move `b`, so `next.b` is the current `b`.
   */
  readonly next: Position
  /**
   * Reads a cursor of this member; `undefined` reads the request's `base`. Returns `null` if this
   * server did not issue the cursor for this member.
   */
  readonly readCursor: (cursor: string | undefined) => CursorContent | null
}

/** The reason why a command is refused. */
export type CommandRefusal = 'epoch' | 'not-found' | 'expired' | 'superseded'

/** The result of one command. A command without a change also counts as applied. */
export type CommandOutcome =
  | { readonly changed: false }
  | {
      readonly changed: true
      /** Whether the command changed a register, so that `head` has a new revision. */
      readonly changesHead?: boolean
      /** The data to undo the command; `null` if it cannot be undone. */
      readonly undo: Undo | null
    }
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
      return raiseRegister('read', command, context)
    case 'clear-all':
      return raiseRegister('clear', command, context)
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
  return row.readPos >= readPos ? { changed: false } : change(row, { readPos }, 'read', context)
}

/**
 * Marks a broadcast as read. It differs from a member's own row in one respect. "Mark as unread"
 * moves the `pos` of an own row above `readPos`. All members of the audience share the `pos` of a
 * broadcast, so "mark as unread" leaves it and sets `raisedU` in the member's receipt, in `u`.
 *
 * A broadcast is therefore unread for one of two reasons, and "read" has to end both:
 *
 * - `pos` is above `readPos` (in `b`): "read" raises `readPos`.
 * - `raisedU` is above `readAtU` (in `u`): "read" raises `readAtU` to the `u` that the member saw. If
 *   the member marked it as unread after that `u`, on another device, it stays unread.
 */
async function readBroadcast(
  command: ItemCommand,
  row: Row,
  readPos: number,
  context: CommandContext,
): Promise<CommandOutcome> {
  // `LATEST` is cut to `next.u`, which is above every mark so far.
  const readAtU = Math.max(row.readAtU, Math.min(actedAtU(command, context), context.next.u))
  const isMarkedUnread = row.raisedU > row.readAtU
  const raisesReadAt = isMarkedUnread && readAtU > row.readAtU
  if (row.readPos >= readPos && !raisesReadAt) return { changed: false }
  return change(row, { readPos, readAtU }, 'read', context)
}

async function remove(command: ItemCommand, context: CommandContext): Promise<CommandOutcome> {
  const row = await rowOf(command, context)
  if (!row) return { refused: 'not-found' }
  const gonePos = reached(command, row)
  return row.gonePos >= gonePos ? { changed: false } : change(row, { gonePos }, 'removed', context)
}

async function unread(command: UnreadCommand, context: CommandContext): Promise<CommandOutcome> {
  const { transaction, key, hiddenCategories, next } = context
  const found = await findRow(transaction, key, command.notification, hiddenCategories)
  if (!found) return { refused: 'not-found' }
  const { row, visible } = found
  // "Mark as unread" must not bring back a notification that was removed or has expired meanwhile.
  if (!visible) return { changed: false }
  return change(
    row,
    row.scope === 'member' ? { pos: next.u } : { raisedU: next.u },
    'unread',
    context,
  )
}

const rowOf = async (
  { notification }: ItemCommand,
  { transaction, key, hiddenCategories }: CommandContext,
): Promise<Row | undefined> =>
  (await findRow(transaction, key, notification, hiddenCategories))?.row

/**
 * A command never reaches beyond the row's own `pos`. If the row asked for attention again and the
 * member has not seen that yet, it stays unread.
 */
const reached = ({ pos }: ItemCommand, row: Row): number =>
  pos === 'latest' ? row.pos : Math.min(pos, row.pos)

/** Writes changed marks of a row, with the next `u` as its revision. */
async function change(
  row: Row,
  changed: Partial<MemberMarks>,
  kind: Row['kind'],
  { transaction, key, next }: CommandContext,
): Promise<CommandOutcome> {
  const { id, scope } = row
  const before = marksOf(row)
  const rev = next.u
  await writeMarks(transaction, key, { id, scope, marks: { ...before, ...changed }, rev, kind })
  return { changed: true, undo: { kind: 'row', scope, id, rev, before } }
}

/** Returns the `u` of the state that the member saw. A cursor of another epoch gives 0. */
function actedAtU({ pos, at }: ItemCommand, { readCursor, epoch }: CommandContext): number {
  if (pos === 'latest') return LATEST
  const cursor = readCursor(at)
  return cursor?.epoch === epoch ? cursor.position.u : 0
}

/**
 * Returns the position up to which a bulk command acts, at most the current one; `null` for a cursor
 * of another epoch.
 */
function positionOf(upTo: string, { readCursor, epoch, next }: CommandContext): Position | null {
  const cursor = readCursor(upTo)
  if (cursor?.epoch !== epoch) return null
  const { u, b } = cursor.position
  const current = { u: next.u - 1, b: next.b }
  return { u: Math.min(u, current.u), b: Math.min(b, current.b) }
}

/**
 * Returns the categories that were hidden at a position or are hidden now. A command that was given
 * while gamification was off must not change notifications that the member could not see, even if
 * it arrives after gamification was switched on.
 */
const hiddenAt = (
  { b }: Position,
  { hiddenCategories, gamificationSince }: CommandContext,
): readonly string[] => (b < gamificationSince ? hiddenWithoutGamification : hiddenCategories)

/** Raises the read or clear register of one category, or of all, to the position of a cursor. */
async function raiseRegister(
  register: RegisterName,
  { upTo, category }: BulkCommand,
  context: CommandContext,
): Promise<CommandOutcome> {
  const position = positionOf(upTo, context)
  if (!position) return { refused: 'epoch' }
  const named = (category === undefined ? categories : [category]).filter(
    (name) => !hiddenAt(position, context).includes(name),
  )
  const raised = await raiseRegisters(context.transaction, context.key, register, {
    categories: named,
    ...position,
  })
  if (raised.length === 0) return { changed: false }
  return { changed: true, changesHead: true, undo: { kind: 'registers', register, raised } }
}

async function clearRead(
  { upTo }: ClearReadCommand,
  context: CommandContext,
): Promise<CommandOutcome> {
  const position = positionOf(upTo, context)
  if (!position) return { refused: 'epoch' }
  const { transaction, key, next } = context
  const rev = next.u
  const hidden = hiddenAt(position, context)
  const count = await clearReadRows(transaction, key, { upTo: position, hidden, rev })
  return count === 0 ? { changed: false } : { changed: true, undo: { kind: 'rows', rev } }
}

async function see({ upTo }: SeenCommand, context: CommandContext): Promise<CommandOutcome> {
  const position = positionOf(upTo, context)
  if (!position) return { refused: 'epoch' }
  const { transaction, key } = context
  const before = await readSeen(transaction, key)
  const after = furthest(before, position)
  if (isSamePosition(before, after)) return { changed: false }
  await writeSeen(transaction, key, after)
  return { changed: true, changesHead: true, undo: { kind: 'seen', before, after } }
}
