import {
  at,
  COUNT_LIMIT,
  isUnread,
  isUnseen,
  isWithin,
  partFor,
  type BulkCommand,
  type Command,
  type Counts,
  type Head,
  type Position,
  type Row,
} from '../protocol/index.js'
import type { Confirmed, PendingCommand, UnreadAndUnseen } from './state.js'

/*
 * The counts of the page while commands are pending.
 *
 * Two kinds of counts exist: the unread rows of each category, and the unseen rows. Every count has
 * the same arithmetic. Its words:
 *
 * - The server counts all rows of the inbox. The page has only some of them: the *known* rows. The
 *   others are *unknown*; the page has no more than their number.
 * - A command *settles* a row if the row leaves the count because of it. "Read" and "remove" settle
 *   one row. "Mark all as read", "clear all" and "seen" are *bulk commands*: they settle every row up
 *   to the position at which the member acted.
 *
 * If no bulk command is pending, only known rows change:
 *
 *     count on the page = server's count + known rows in the view - known rows without commands
 *
 * If a bulk command is pending, the unknown rows change too. Those that the server counted when the
 * member acted are settled, and those that arrived later are not:
 *
 *     unknown           = server's count - known rows without commands
 *     unknown, settled  = server's count when the member acted - known rows among those
 *     count on the page = known rows in the view + unknown - unknown, settled
 *
 * An example. The server counts 40 unread rows, and the page knows the newest 30. The member marks
 * all as read: the page shows 0. The request does not get through, 35 rows arrive, and the member
 * reloads the page. The server counts 75 now, and the page knows the newest 30, which all arrived
 * after the command:
 *
 *     unknown           = 75 - 30 = 45
 *     unknown, settled  = 40 - 0 = 40
 *     count on the page = 30 + 45 - 40 = 35
 *
 * A page that was not reloaded knows every row that arrived after the command. All unknown rows are
 * then settled (`'all'`). That is assumed as well if the server's count was at `COUNT_LIMIT`, which
 * means "this many or more".
 *
 * A pending undo adds the unknown rows that the undone command had settled.
 */

interface KnownState {
  readonly rows: ReadonlyMap<string, Row>
  readonly head: Head
}

interface CountedState extends KnownState {
  readonly counts: Counts
}

/** The facts in which one count differs from the others. */
interface CountRule {
  /** Returns this count among all counts. */
  readonly numberIn: (counts: UnreadAndUnseen) => number
  /** Whether an unread row belongs to the count. */
  readonly includes: (row: Row) => boolean
  /** Whether a command is a bulk command that settles rows of the count. */
  readonly isSettledBy: (command: Command) => boolean
  /** Whether the server has already settled all rows of the count up to a position. */
  readonly isSettledOnServer: (position: Position) => boolean
}

/**
 * Applies pending commands to the counts. The arithmetic is at the top of this file.
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
  const knownCounts = countKnown(known)
  const viewCounts = countKnown(view)
  const restored = restoredUnknown(pending)
  const countOnPage = (rule: CountRule): number => {
    const { numberIn } = rule
    const bulk = furthestBulkCommand(pending, rule)
    const numbers = {
      server: numberIn(counts),
      known: numberIn(knownCounts),
      inView: numberIn(viewCounts),
    }
    const own = bulk
      ? afterBulk(numbers, settledUnknown(bulk, rule, confirmed, known))
      : afterSingleCommands(numbers)
    return own + numberIn(restored)
  }
  const unreadByCategory: Record<string, number> = {}
  for (const category of new Set([
    ...Object.keys(counts.unreadByCategory),
    ...Object.keys(viewCounts.unreadByCategory),
    ...Object.keys(restored.unreadByCategory),
  ]))
    unreadByCategory[category] = countOnPage(unreadRule(category, confirmed))
  const unread = Math.min(
    COUNT_LIMIT,
    Object.values(unreadByCategory).reduce((sum, count) => sum + count, 0),
  )
  // Every unseen row is unread, so `unread` is an upper limit. It is needed after "mark all as read"
  // of one category: the page cannot tell how many unknown unseen rows were in it.
  return { unread, unreadByCategory, unseen: Math.min(countOnPage(unseenRule(confirmed)), unread) }
}

/** The count of the unread rows of a category. */
const unreadRule = (category: string, { head }: Confirmed): CountRule => ({
  numberIn: ({ unreadByCategory }) => unreadByCategory[category] ?? 0,
  includes: (row) => row.category === category,
  isSettledBy: (command) => settlesAll(command) && (command.category ?? category) === category,
  isSettledOnServer: (position) => isSettled(head, category, position),
})

/** The count of the unseen rows. */
const unseenRule = ({ head, counts }: Confirmed): CountRule => ({
  numberIn: ({ unseen }) => unseen,
  includes: (row) => row.alertPos > partFor(row, head.seen),
  isSettledBy: (command) =>
    command.type === 'seen' || (settlesAll(command) && command.category === undefined),
  isSettledOnServer: (position) =>
    isWithin(position, head.seen) ||
    Object.keys(counts.unreadByCategory).every((category) => isSettled(head, category, position)),
})

/** One count of the confirmed state, and the known rows in it. */
interface Numbers {
  /** The server's count. */
  readonly server: number
  /** The number of known rows in the count, without pending commands. */
  readonly known: number
  /** The number of known rows in the count, with pending commands applied. */
  readonly inView: number
}

/** Returns a count after pending commands on single rows. */
const afterSingleCommands = ({ server, known, inView }: Numbers): number =>
  server >= COUNT_LIMIT ? server : Math.max(0, server + inView - known)

/** Returns a count after a pending bulk command that settles some unknown rows, or all. */
const afterBulk = ({ server, known, inView }: Numbers, settled: number | 'all'): number =>
  settled === 'all' ? inView : inView + Math.max(0, server - known - settled)

/** Returns the pending bulk command that settles the rows of a count up to the highest position. */
function furthestBulkCommand(
  pending: readonly PendingCommand[],
  { isSettledBy }: CountRule,
): PendingCommand | undefined {
  let furthest: PendingCommand | undefined
  for (const entry of pending)
    if (isSettledBy(entry.command) && !(furthest && isWithin(entry.position, furthest.position)))
      furthest = entry
  return furthest
}

/** Returns how many of the unknown rows in the server's count a pending bulk command settles. */
function settledUnknown(
  { position, saw }: PendingCommand,
  { numberIn, includes, isSettledOnServer }: CountRule,
  { base: snapshotCursor }: Confirmed,
  known: KnownState,
): number | 'all' {
  // Since the member acted, the page has received deltas and no new snapshot. It therefore knows
  // every row that arrived since. A command without `saw` was stored by an earlier version, which
  // took this for granted.
  if (!saw || saw.base === snapshotCursor) return 'all'
  // The server has applied the command, but its answer was lost. Its count excludes the rows.
  if (isSettledOnServer(position)) return 0
  const then = numberIn(saw.counts)
  return then >= COUNT_LIMIT ? 'all' : Math.max(0, then - countKnownAt(position, known, includes))
}

/**
 * Returns the unknown rows that an action settled: the part of a change of the counts that the known
 * rows do not explain. An undo of the action restores it.
 */
export function unknownSettledBy(from: CountedState, to: CountedState): UnreadAndUnseen {
  const knownFrom = countKnown(from)
  const knownTo = countKnown(to)
  const unreadByCategory: Record<string, number> = {}
  for (const [category, count] of Object.entries(from.counts.unreadByCategory)) {
    const unknownFrom = count - (knownFrom.unreadByCategory[category] ?? 0)
    const unknownTo =
      (to.counts.unreadByCategory[category] ?? 0) - (knownTo.unreadByCategory[category] ?? 0)
    unreadByCategory[category] = Math.max(0, unknownFrom - unknownTo)
  }
  const unseen = from.counts.unseen - knownFrom.unseen - (to.counts.unseen - knownTo.unseen)
  return { unreadByCategory, unseen: Math.max(0, unseen) }
}

/** Returns the numbers of unknown rows that pending undo commands restore. */
function restoredUnknown(pending: readonly PendingCommand[]): UnreadAndUnseen {
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

/** Whether a command settles all unread rows, or those of one category. */
const settlesAll = (command: Command): command is BulkCommand =>
  command.type === 'read-all' || command.type === 'clear-all'

/**
 * Returns the number of known rows that were unread at a position. Some of them may have been read
 * or removed since.
 */
const countKnownAt = (
  position: Position,
  { rows, head }: KnownState,
  includes: (row: Row) => boolean,
): number =>
  [...rows.values()].filter((row) => includes(row) && wasUnreadAt(position, row, head)).length

/**
 * Whether a row was unread at a position. This is an inference from the row of today: `kind` is only
 * a hint of its last change, and a wrong guess changes a count until the answer arrives.
 */
function wasUnreadAt(position: Position, row: Row, head: Head): boolean {
  const hasAskedSince = row.pos > partFor(row, position) || row.raisedU > position.u
  if (hasAskedSince) return false
  if (isUnread(row, head)) return true
  const hasChangedSince = row.rev > position.u || row.revb > position.b
  // The row is not unread today. It was unread then if, since then, it has been read, or has left the
  // list (removed or expired) without having been read.
  const hasBeenRead = row.kind === 'read'
  const hasLeftUnread = row.pos > Math.max(row.readPos, at(head.read, row))
  // "Mark all as read" and "clear all" leave no trace in a row: a row that they settled counts as
  // unchanged.
  return hasChangedSince && (hasBeenRead || hasLeftUnread)
}

/** Whether the server has settled all unread rows of a category up to a position. */
const isSettled = ({ read, clear }: Head, category: string, position: Position): boolean =>
  [read[category], clear[category]].some((register) => register && isWithin(position, register))

/** Counts the known rows of a state. */
function countKnown({ rows, head }: KnownState): UnreadAndUnseen {
  const unreadByCategory: Record<string, number> = {}
  let unseen = 0
  for (const row of rows.values()) {
    if (!isUnread(row, head)) continue
    unreadByCategory[row.category] = (unreadByCategory[row.category] ?? 0) + 1
    if (isUnseen(row, head)) unseen += 1
  }
  return { unreadByCategory, unseen }
}
