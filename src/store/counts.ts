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

interface KnownState {
  readonly rows: ReadonlyMap<string, Row>
  readonly head: Head
}

interface CountedState extends KnownState {
  readonly counts: Counts
}

/** The furthest position up to which pending commands settle (read or remove) all rows of a count. */
interface Settlement {
  readonly position: Position
  /** The server's count when the command was given; `Infinity` if it was at `COUNT_LIMIT`. */
  readonly countThen: number
  /**
   * Whether the page still has the state in which the command was given, extended by deltas only.
   * It then knows all notifications that arrived since.
   */
  readonly knowsLaterRows: boolean
}

/**
 * Applies pending commands to the counts.
 *
 * The server also counts rows that never reached this page: with 40 unread notifications, the page
 * may know 30. A command on one notification changes the server's number by its effect on the known
 * rows: after "mark as read", the page shows 39. A command up to a position ("mark all as read")
 * also settles the 10 unknown rows, and the page shows 0; if a new one arrives before the server
 * has answered, it shows 1. After a reload the page may know fewer rows than when the command was
 * given, and some of the unknown rows may lie above its position. No more rows are then settled
 * than the server counted when the command was given.
 *
 * @param known - the confirmed state, with the rows that pending commands refer to
 * @param view - the same state with pending commands applied
 */
export function foldCounts(
  confirmed: Confirmed,
  known: KnownState,
  view: KnownState,
  pending: readonly PendingCommand[],
): Counts {
  const { counts } = confirmed
  const before = countKnown(known)
  const after = countKnown(view)
  const restored = restoredUnknown(pending)
  const unreadByCategory: Record<string, number> = {}
  for (const category of new Set([
    ...Object.keys(counts.unreadByCategory),
    ...Object.keys(after.unreadByCategory),
    ...Object.keys(restored.unreadByCategory),
  ])) {
    const countIn = ({ unreadByCategory: by }: Unknown): number => by[category] ?? 0
    const settlement = unreadSettlement(category, confirmed, known, pending)
    unreadByCategory[category] =
      applyTo(countIn(counts), countIn(before), countIn(after), settlement) + countIn(restored)
  }
  const unread = Math.min(
    COUNT_LIMIT,
    Object.values(unreadByCategory).reduce((sum, count) => sum + count, 0),
  )
  const settlement = unseenSettlement(confirmed, known, pending)
  const unseen = applyTo(counts.unseen, before.unseen, after.unseen, settlement) + restored.unseen
  // The categories of unseen rows that never reached this page are not known. Once a category is
  // read, none of its rows is unseen.
  return { unread, unreadByCategory, unseen: Math.min(unseen, unread) }
}

/** A settlement, with the number of known rows among those that the server counted then. */
type KnownSettlement = Settlement & { readonly knownThen: number }

/** Returns how pending commands settle the unread rows of a category. */
function unreadSettlement(
  category: string,
  { base, head }: Confirmed,
  known: KnownState,
  pending: readonly PendingCommand[],
): KnownSettlement | undefined {
  const found = furthestSettlement(
    pending,
    base,
    (command) => isBulk(command) && (command.category ?? category) === category,
    ({ unreadByCategory }) => unreadByCategory[category] ?? 0,
  )
  return (
    found && {
      ...found,
      // If the server has settled the rows already, its count excludes them, and nothing is left to
      // deduct for them.
      knownThen: isSettled(head, category, found.position)
        ? Infinity
        : countKnownThen(found, known, (row) => row.category === category),
    }
  )
}

/** Returns how pending commands settle the unseen rows. */
function unseenSettlement(
  confirmed: Confirmed,
  known: KnownState,
  pending: readonly PendingCommand[],
): KnownSettlement | undefined {
  const { base, head } = confirmed
  const found = furthestSettlement(
    pending,
    base,
    (command) => command.type === 'seen' || (isBulk(command) && command.category === undefined),
    ({ unseen }) => unseen,
  )
  return (
    found && {
      ...found,
      knownThen: isAllSettled(confirmed, found.position)
        ? Infinity
        : countKnownThen(found, known, (row) => row.alertPos > partFor(row, head.seen)),
    }
  )
}

/**
 * Returns the part of a change of the counts that the known rows do not explain. An undo of the
 * change restores it.
 */
export function unknownBetween(from: CountedState, to: CountedState): Unknown {
  const [before, after] = [countKnown(from), countKnown(to)]
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
function restoredUnknown(pending: readonly PendingCommand[]): Unknown {
  // An action is undone by as many commands as it had, and all of them share the same
  // `unknown` object.
  const restored = new Set(pending.flatMap(({ before }) => before?.unknown ?? []))
  const unreadByCategory: Record<string, number> = {}
  let unseen = 0
  for (const unknown of restored) {
    unseen += unknown.unseen
    for (const [category, count] of Object.entries(unknown.unreadByCategory))
      unreadByCategory[category] = (unreadByCategory[category] ?? 0) + count
  }
  return { unreadByCategory, unseen }
}

/**
 * Applies pending commands to one count.
 *
 * @param serverCount - the server's count of the confirmed state
 * @param knownBefore - the number of known rows in it
 * @param knownAfter - that number with pending commands applied
 */
function applyTo(
  serverCount: number,
  knownBefore: number,
  knownAfter: number,
  settlement: KnownSettlement | undefined,
): number {
  if (!settlement)
    return serverCount >= COUNT_LIMIT
      ? serverCount
      : Math.max(0, serverCount + knownAfter - knownBefore)
  const { countThen, knownThen, knowsLaterRows } = settlement
  if (knowsLaterRows) return knownAfter
  const unknown = Math.max(0, serverCount - knownBefore)
  const unknownThen = Math.max(0, countThen - knownThen)
  const unknownLater = Math.max(0, unknown - unknownThen)
  return knownAfter + unknownLater
}

const isBulk = (command: Command): command is Command & { type: 'read-all' | 'clear-all' } =>
  command.type === 'read-all' || command.type === 'clear-all'

function furthestSettlement(
  pending: readonly PendingCommand[],
  base: string,
  settles: (command: Command) => boolean,
  countIn: (counts: Counts) => number,
): Settlement | undefined {
  let furthest: Settlement | undefined
  for (const { command, position, saw } of pending) {
    if (!settles(command) || (furthest && isWithin(position, furthest.position))) continue
    const count = saw ? countIn(saw.counts) : COUNT_LIMIT
    furthest = {
      position,
      countThen: count >= COUNT_LIMIT ? Infinity : count,
      // A command without `saw` was stored by an earlier version, which took this for granted.
      knowsLaterRows: !saw || saw.base === base,
    }
  }
  return furthest
}

/**
 * Returns the number of known rows that were unread at the settlement's position: those that it
 * settles, and those that were settled elsewhere since.
 */
const countKnownThen = (
  { position }: Settlement,
  { rows, head }: KnownState,
  isCounted: (row: Row) => boolean,
): number =>
  [...rows.values()].filter((row) => isCounted(row) && wasUnreadAt(position, row, head)).length

/**
 * Infers from a row of today whether it was unread at a position: it is unread still, or it has
 * changed since. That change was a read, or a removal of an unread row.
 */
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

/** Counts the known rows of a state. */
function countKnown({ rows, head }: KnownState): Unknown {
  const unreadByCategory: Record<string, number> = {}
  let unseen = 0
  for (const row of rows.values()) {
    if (!isUnread(row, head)) continue
    unreadByCategory[row.category] = (unreadByCategory[row.category] ?? 0) + 1
    if (isUnseen(row, head)) unseen += 1
  }
  return { unreadByCategory, unseen }
}
