import type { Transaction } from './database.js'

/** The result of one batch of removals. */
export interface RemovedBatch {
  /** The members whose own rows changed. */
  readonly members: readonly string[]
  /** Whether more rows may be due. */
  readonly more: boolean
}

/** The maximum number of rows that one transaction changes. */
export const BATCH = 1000

/** A span of time. Both ends are in ISO 8601. */
export interface TimeSpan {
  /** The start, which is excluded. `-infinity` means no start. */
  readonly after: string
  /** The end, which is included. */
  readonly until: string
}

/**
 * Two statements. Their parameters are numbered alike:
 *
 * - $1: the platform
 * - $2 and $3: the span of time, `after` and `until`
 * - $4, in `changeRows` only: the members whose inboxes are locked
 */
export interface RemovalStatements {
  /** Selects the `member` of each row to remove. */
  readonly selectRows: string
  /**
   * Changes at most {@link BATCH} rows of the members in $4. Returns the `member` of each row.
   */
  readonly changeRows: string
}

/** Locks the inboxes of members with rows that are due, then changes a batch of these rows. */
export async function removeBatch(
  transaction: Transaction,
  platform: string,
  { after, until }: TimeSpan,
  { selectRows, changeRows }: RemovalStatements,
): Promise<RemovedBatch> {
  // Every writer locks inboxes in this order, before it reads the rows that it changes.
  const locked = await transaction.query<{ member: string }>(
    `select member from inboxes where platform = $1 and member in (
      select member from (${selectRows} limit ${BATCH}) r) order by member for update`,
    [platform, after, until],
  )
  if (locked.length === 0) return { members: [], more: false }
  const members = locked.map(({ member }) => member)
  const changed = await transaction.query<{ member: string }>(changeRows, [
    platform,
    after,
    until,
    members,
  ])
  const touched = new Set(changed.map(({ member }) => member))
  return { members: [...touched], more: changed.length === BATCH }
}

/** The rows to remove, with the reason. */
export interface DueRows extends TimeSpan {
  readonly kind: 'expired' | 'retired'
  /** Selects the `member` and `id` of each row, with the parameters $1 to $3 as above. */
  readonly selectRows: string
}

/**
 * Removes a batch of due rows that belong to one member each. The rows stay in the table, marked as
 * gone, so that deltas can report them.
 */
export const removeMemberRows = (
  transaction: Transaction,
  platform: string,
  { kind, selectRows, ...span }: DueRows,
): Promise<RemovedBatch> =>
  removeBatch(transaction, platform, span, {
    selectRows,
    // Each removed row takes the next `u` of its member's inbox. `batch` holds the rows, `numbered`
    // numbers those of each member from 1, and `moved` moves each inbox on by the count of its rows
    // and returns the `u` before. `expires_at` is cleared, because the expiry job looks for the earliest
    // one: a removed row must not be found again.
    changeRows: `with batch as (
      select * from (${selectRows}) r where member = any ($4) limit ${BATCH}
    ), numbered as (
      select member, id, row_number() over (partition by member order by id) as number from batch
    ), moved as (
      update inboxes i set u = i.u + c.count
      from (select member, count(*) as count from batch group by member) c
      where i.platform = $1 and i.member = c.member returning i.member, i.u - c.count as u_before
    )
    update notifications n set gone_pos = n.pos, rev = m.u_before + r.number, kind = '${kind}',
      expires_at = null
    from numbered r join moved m on m.member = r.member
    where n.platform = $1 and n.member = r.member and n.id = r.id
    returning n.member`,
  })
