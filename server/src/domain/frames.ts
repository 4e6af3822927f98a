import type { Delta, Page, Snapshot } from 'belfry/protocol'
import type { CursorContent, Cursors } from './cursors.js'
import type { Database } from '../storage/database.js'
import type { InboxKey } from '../storage/inbox-key.js'
import type { Listing } from '../storage/inbox-rows.js'
import { readInboxState } from '../storage/inbox-state.js'
import {
  buildDelta,
  buildPage,
  buildSnapshot,
  type InboxReading,
  snapshotReasonOf,
} from './build-frame.js'
import { registerMember } from './register-member.js'

/** A frame that brings a client up to date. */
export type Update = Snapshot | Delta

/** Reads frames of an inbox. Each frame comes from one snapshot of the database. */
export interface Frames {
  /** Reads a snapshot with at most `limit` rows. */
  snapshot(key: InboxKey, limit: number): Promise<Snapshot>
  /**
   * Reads the changes after a cursor as a delta, or a snapshot if a delta cannot express them.
   *
   * @param cursor - the client's cursor; `null` for a client that has no state yet
   */
  resume(key: InboxKey, cursor: CursorContent | 'unreadable' | null): Promise<Update>
  /** Reads a page of older rows. */
  page(key: InboxKey, listing: Listing): Promise<Page>
}

/** The number of rows in a snapshot if the client names none. */
export const SNAPSHOT_ROWS = 30

/**
 * Creates the functions that read frames from the database. A member with a valid token who is not
 * in the directory yet gets an inbox.
 *
 * All functions throw {@link UnknownPlatformError} or {@link MemberRemovedError}.
 */
export function createFrames(database: Database, cursors: Cursors): Frames {
  const attempt = <T>(key: InboxKey, work: (reading: InboxReading) => Promise<T>) =>
    database.transaction(
      key.platform,
      async (transaction) => {
        const state = await readInboxState(transaction, key)
        return state && { result: await work({ transaction, cursors, key, state }) }
      },
      { readOnly: true },
    )
  const read = async <T>(
    key: InboxKey,
    work: (reading: InboxReading) => Promise<T>,
  ): Promise<T> => {
    const known = await attempt(key, work)
    if (known) return known.result
    await database.transaction(key.platform, (transaction) => registerMember(transaction, key))
    return read(key, work)
  }

  return {
    snapshot: (key, limit) =>
      read(key, (reading) => buildSnapshot(reading, { limit, reason: null })),
    resume: (key, cursor) => read(key, (reading) => resume(reading, cursor)),
    page: (key, listing) => read(key, (reading) => buildPage(reading, listing)),
  }
}

async function resume(
  reading: InboxReading,
  cursor: CursorContent | 'unreadable' | null,
): Promise<Update> {
  const limit = SNAPSHOT_ROWS
  if (cursor === null) return buildSnapshot(reading, { limit, reason: null })
  const reason = cursor === 'unreadable' ? 'epoch' : snapshotReasonOf(cursor, reading.state)
  if (cursor === 'unreadable' || reason) return buildSnapshot(reading, { limit, reason })
  const delta = await buildDelta(reading, cursor.position)
  return delta ?? buildSnapshot(reading, { limit, reason: 'too-far' })
}
