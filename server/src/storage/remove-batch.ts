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

/** A span of time in ISO 8601, or from `-infinity`. `after` is excluded, `until` is included. */
export interface TimeSpan {
  readonly after: string
  readonly until: string
}

/** Two statements with the same parameters: the platform is $1, the span of time $2 and $3. */
export interface DueStatements {
  /** Selects the `member` of each row that is due. */
  readonly due: string
  /**
   * Changes at most {@link BATCH} due rows of the members in $4. Returns the `member` of each row.
   */
  readonly change: string
}

/** Locks the inboxes of members with rows that are due, then changes a batch of these rows. */
export async function removeDue(
  transaction: Transaction,
  platform: string,
  { after, until }: TimeSpan,
  { due, change }: DueStatements,
): Promise<RemovedBatch> {
  // Every writer locks inboxes in this order, before it reads the rows that it changes.
  const locked = await transaction.query<{ member: string }>(
    `select member from inboxes where platform = $1 and member in (
      select member from (${due} limit ${BATCH}) d) order by member for update`,
    [platform, after, until],
  )
  if (locked.length === 0) return { members: [], more: false }
  const members = locked.map(({ member }) => member)
  const changed = await transaction.query<{ member: string }>(change, [
    platform,
    after,
    until,
    members,
  ])
  const touched = new Set(changed.map(({ member }) => member))
  return { members: [...touched], more: changed.length === BATCH }
}

/** Rows of members to remove, with the reason. */
export interface DueRows extends TimeSpan {
  readonly kind: 'expired' | 'retired'
  /** Selects `member` and `id` by the platform, $1, and a span of time, $2 and $3. */
  readonly due: string
}

/**
 * Removes a batch of due rows that belong to one member each. The rows stay in the table, marked as
 * gone, so that deltas can report them.
 */
export const removeDueRows = (
  transaction: Transaction,
  platform: string,
  { kind, due, ...span }: DueRows,
): Promise<RemovedBatch> =>
  removeDue(transaction, platform, span, {
    due,
    // Each removed row takes the next `u` of its member's inbox: `due` numbers the rows of a member
    // from 1, `moved` moves the inbox on by their count and returns the `u` before.
    change: `with due as (
      select d.member, d.id, row_number() over (partition by d.member order by d.id) as number
      from (select * from (${due}) due_rows where member = any ($4) limit ${BATCH}) d
    ), moved as (
      update inboxes i set u = i.u + c.count
      from (select member, count(*) as count from due group by member) c
      where i.platform = $1 and i.member = c.member returning i.member, i.u - c.count as u_before
    )
    update notifications n set gone_pos = n.pos, rev = m.u_before + d.number, kind = '${kind}',
      expires_at = null
    from due d join moved m on m.member = d.member
    where n.platform = $1 and n.member = d.member and n.id = d.id
    returning n.member`,
  })
