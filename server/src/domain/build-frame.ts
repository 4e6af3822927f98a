import {
  type Delta,
  isSamePosition,
  isWithin,
  type Page,
  type Position,
  type Snapshot,
  type SnapshotReason,
} from 'belfry/protocol'
import type { CursorContent, Cursors } from './cursors.js'
import type { Transaction } from '../storage/database.js'
import type { InboxKey } from '../storage/inbox-key.js'
import { readCommandsSince } from '../storage/inbox-commands.js'
import {
  changedRows,
  countRows,
  type Listing,
  listRows,
  type RowView,
} from '../storage/inbox-rows.js'
import type { StoredInbox } from '../storage/inbox-state.js'
import { matchLocale } from './locales.js'

/** An inbox as one snapshot of the database. All reads with one object belong to that snapshot. */
export interface InboxReading {
  readonly transaction: Transaction
  readonly cursors: Cursors
  readonly key: InboxKey
  readonly state: StoredInbox
}

/**
 * The maximum number of rows in a delta. A client that is further behind gets a snapshot,
 * which is cheaper.
 */
const DELTA_ROWS = 200

const common = ({ cursors, key, state: { epoch, position } }: InboxReading) => ({
  inbox: cursors.inboxName(key),
  epoch,
  to: cursors.write(key, { epoch, position }),
  position,
  now: new Date().toISOString(),
})

const viewOf = ({ hidden, locale }: StoredInbox): RowView => ({
  hidden,
  locale: matchLocale(locale),
})

/** Builds a snapshot with the newest rows. */
export async function buildSnapshot(
  reading: InboxReading,
  { limit, reason }: { readonly limit: number; readonly reason: SnapshotReason | null },
): Promise<Snapshot> {
  const { transaction, key, state, cursors } = reading
  const { rows, next } = await listRows(transaction, key, viewOf(state), { limit })
  return {
    type: 'snapshot',
    ...common(reading),
    reason,
    head: state.head,
    counts: await countRows(transaction, key, state),
    features: { gamification: state.gamification },
    notifications: rows,
    next: next && cursors.writePageToken(key, next),
  }
}

/**
 * Builds a delta of the changes after a position; `null` if more than
 * {@link DELTA_ROWS} rows changed.
 */
export async function buildDelta(reading: InboxReading, from: Position): Promise<Delta | null> {
  const { transaction, key, state } = reading
  const stands = isSamePosition(from, state.position)
  const limit = DELTA_ROWS + 1
  const rows = stands ? [] : await changedRows(transaction, key, viewOf(state), { ...from, limit })
  if (rows.length > DELTA_ROWS) return null
  const head = state.head.rev > from.u ? state.head : null
  const hasNews = rows.length > 0 || head !== null
  return {
    type: 'delta',
    ...common(reading),
    from,
    head,
    counts: hasNews ? await countRows(transaction, key, state) : null,
    notifications: rows,
    commands: state.position.u > from.u ? await readCommandsSince(transaction, key, from.u) : [],
  }
}

/** Builds one page of rows. */
export async function buildPage(reading: InboxReading, listing: Listing): Promise<Page> {
  const { transaction, key, state, cursors } = reading
  const { rows, next } = await listRows(transaction, key, viewOf(state), listing)
  return {
    type: 'page',
    to: common(reading).to,
    notifications: rows,
    next: next && cursors.writePageToken(key, next),
  }
}

/** Returns the reason why a cursor cannot continue, or `null` if it can. */
export function snapshotReasonOf(cursor: CursorContent, state: StoredInbox): SnapshotReason | null {
  if (cursor.epoch !== state.epoch) return 'epoch'
  if (!isWithin(cursor.position, state.position)) return 'ahead'
  if (cursor.position.u < state.floor.u) return state.floorReasons.u
  if (cursor.position.b < state.floor.b) return state.floorReasons.b
  return null
}
