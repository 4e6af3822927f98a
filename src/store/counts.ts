import {
  at,
  COUNT_LIMIT,
  isUnread,
  isUnseen,
  isWithin,
  partFor,
  type Command,
  type Counts,
  type Head,
  type Position,
  type Row,
} from '../protocol/index.js'
import type { Confirmed, PendingCommand, Unknown } from './state.js'

interface Marked {
  readonly rows: ReadonlyMap<string, Row>
  readonly head: Head
}

interface Viewed extends Marked {
  readonly counts: Counts
}

/** A position up to which a pending command settles everything. */
interface Mark {
  readonly position: Position
  /** The number of notifications that the server counted up to the position. */
  readonly counted: number
  /**
   * Whether the page still has the state in which the command was given, extended by deltas only.
   * It then knows all notifications that arrived since.
   */
  readonly isHere: boolean
}

/**
 * Applies pending commands to the counts. The server counted rows that never reached this page. A
 * command on one notification therefore changes the server's number by its effect on the known
 * rows. A command up to a position settles the unknown rows below that position as well. On the
 * page where it was given, these are all unknown rows. After a reset or a reload there may be
 * unknown rows above the position, so no more rows are settled than the server counted when the
 * command was given.
 *
 * @param known - the confirmed state, with the rows that pending commands refer to
 * @param view - the same state with pending commands applied
 */
export function foldCounts(
  confirmed: Confirmed,
  known: Marked,
  view: Marked,
  acting: readonly PendingCommand[],
): Counts {
  const { head, counts, base } = confirmed
  const before = tally(known)
  const after = tally(view)
  const returned = returning(acting)
  const unreadByCategory: Record<string, number> = {}
  for (const category of new Set([
    ...Object.keys(counts.unreadByCategory),
    ...Object.keys(after.unreadByCategory),
    ...Object.keys(returned.unreadByCategory),
  ])) {
    const of = ({ unreadByCategory: by }: Unknown): number => by[category] ?? 0
    const mark = furthestMark(
      acting,
      base,
      (command) => isBulk(command) && (command.category ?? category) === category,
      of,
    )
    const held = mark && heldBelow(mark, known, (row) => row.category === category)
    const isDone = mark !== undefined && isSettled(head, category, mark.position)
    unreadByCategory[category] =
      adjust(of(counts), of(before), of(after), mark, isDone ? Infinity : held) + of(returned)
  }
  const unread = Math.min(
    COUNT_LIMIT,
    Object.values(unreadByCategory).reduce((sum, count) => sum + count, 0),
  )
  const mark = furthestMark(
    acting,
    base,
    (command) => command.type === 'seen' || (isBulk(command) && command.category === undefined),
    ({ unseen }) => unseen,
  )
  const held = mark && heldBelow(mark, known, (row) => row.alertPos > partFor(row, head.seen))
  const isDone = mark !== undefined && isAllSettled(confirmed, mark.position)
  const unseen =
    adjust(counts.unseen, before.unseen, after.unseen, mark, isDone ? Infinity : held) +
    returned.unseen
  // The categories of unseen rows that never reached this page are not known. Once a category is
  // read, none of its rows is unseen.
  return { unread, unreadByCategory, unseen: Math.min(unseen, unread) }
}

/** Returns the part of a change of the counts that the known rows do not explain. */
export function unknownBetween(from: Viewed, to: Viewed): Unknown {
  const [before, after] = [tally(from), tally(to)]
  const unreadByCategory: Record<string, number> = {}
  for (const [category, count] of Object.entries(from.counts.unreadByCategory)) {
    const unknown = count - (before.unreadByCategory[category] ?? 0)
    const left =
      (to.counts.unreadByCategory[category] ?? 0) - (after.unreadByCategory[category] ?? 0)
    unreadByCategory[category] = Math.max(0, unknown - left)
  }
  const unseen = from.counts.unseen - before.unseen - (to.counts.unseen - after.unseen)
  return { unreadByCategory, unseen: Math.max(0, unseen) }
}

/** Returns the counts that pending undo commands restore, beyond the known rows. */
function returning(acting: readonly PendingCommand[]): Unknown {
  // An action is undone by as many commands as it had, and all of them share the same
  // `unknown` object.
  const held = new Set(acting.flatMap(({ before }) => before?.unknown ?? []))
  const unreadByCategory: Record<string, number> = {}
  let unseen = 0
  for (const unknown of held) {
    unseen += unknown.unseen
    for (const [category, count] of Object.entries(unknown.unreadByCategory))
      unreadByCategory[category] = (unreadByCategory[category] ?? 0) + count
  }
  return { unreadByCategory, unseen }
}

/** Applies pending commands to one count. Of the rows that a mark counted, `held` are known. */
function adjust(
  counted: number,
  before: number,
  after: number,
  mark: Mark | undefined,
  held = 0,
): number {
  if (!mark) return counted >= COUNT_LIMIT ? counted : Math.max(0, counted + after - before)
  if (mark.isHere) return after
  const unknown = Math.max(0, counted - before)
  const settled = Math.min(unknown, Math.max(0, mark.counted - held))
  return after + unknown - settled
}

const isBulk = (command: Command): command is Command & { type: 'read-all' | 'clear-all' } =>
  command.type === 'read-all' || command.type === 'clear-all'

/** Returns the furthest position up to which pending commands settle the selected rows. */
function furthestMark(
  acting: readonly PendingCommand[],
  base: string,
  settles: (command: Command) => boolean,
  of: (counts: Counts) => number,
): Mark | undefined {
  let mark: Mark | undefined
  for (const { command, position, saw } of acting) {
    if (!settles(command) || (mark && isWithin(position, mark.position))) continue
    const counted = saw ? of(saw.counts) : COUNT_LIMIT
    mark = {
      position,
      counted: counted >= COUNT_LIMIT ? Infinity : counted,
      isHere: !saw || saw.base === base,
    }
  }
  return mark
}

/**
 * Returns the number of known rows that a mark counted: those that it settles, and those that were
 * settled elsewhere since.
 */
const heldBelow = (
  { position }: Mark,
  { rows, head }: Marked,
  isMeant: (row: Row) => boolean,
): number =>
  [...rows.values()].filter((row) => isMeant(row) && wasUnreadAt(position, row, head)).length

function wasUnreadAt(position: Position, row: Row, head: Head): boolean {
  if (row.pos > partFor(row, position) || row.raisedU > position.u) return false
  if (isUnread(row, head)) return true
  const isChanged = row.rev > position.u || row.revb > position.b
  return isChanged && (row.kind === 'read' || row.pos > Math.max(row.readPos, at(head.read, row)))
}

/** Whether the server has already settled all rows of a category up to a position. */
const isSettled = ({ read, clear }: Head, category: string, position: Position): boolean =>
  [read[category], clear[category]].some((place) => place && isWithin(position, place))

const isAllSettled = ({ head, counts }: Confirmed, position: Position): boolean =>
  isWithin(position, head.seen) ||
  Object.keys(counts.unreadByCategory).every((category) => isSettled(head, category, position))

function tally({ rows, head }: Marked): Unknown {
  const unreadByCategory: Record<string, number> = {}
  let unseen = 0
  for (const row of rows.values()) {
    if (!isUnread(row, head)) continue
    unreadByCategory[row.category] = (unreadByCategory[row.category] ?? 0) + 1
    if (isUnseen(row, head)) unseen += 1
  }
  return { unreadByCategory, unseen }
}
