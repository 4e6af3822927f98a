import type { Transaction } from './database.js'
import {
  BATCH,
  removeBatch,
  type RemovedBatch,
  removeMemberRows,
  type TimeSpan,
} from './remove-batch.js'

// The statements of retention, the removal of read notifications after the platform's `readDays`.
// `jobs/retention.ts` decides when they run and for which span of time. `housekeeping.ts` is another
// thing: it deletes technical records that no member sees.

/**
 * Reads every platform with the number of days after which read notifications are removed; `null`
 * for the default.
 */
export const readRetention = (
  transaction: Transaction,
): Promise<{ platform: string; readDays: number | null }[]> =>
  transaction.query(
    `select platform, (settings -> 'retention' ->> 'readDays')::int as "readDays" from platforms`,
  )

/**
 * Returns the `createdAt` of the oldest read notification in a span of time; `null`
 * if there is none.
 */
export async function oldestRead(
  transaction: Transaction,
  platform: string,
  { after, until }: TimeSpan,
): Promise<string | null> {
  const [row] = await transaction.query<{ at: string | null }>(
    `select min(created_at) as at from inbox_rows where platform = $1
      and created_at > $2 and created_at <= $3 and visible and not unread`,
    [platform, after, until],
  )
  return row?.at ?? null
}

/**
 * Removes a batch of read notifications from members' inboxes. The span limits when
 * they were created.
 */
export const removeReadRows = (
  transaction: Transaction,
  platform: string,
  span: TimeSpan,
): Promise<RemovedBatch> =>
  removeMemberRows(transaction, platform, {
    kind: 'retired',
    selectRows: `select member, id from inbox_rows where platform = $1 and scope = 'member'
      and created_at > $2 and created_at <= $3 and visible and not unread`,
    ...span,
  })

/**
 * Removes a batch of read broadcasts from the inboxes of members who read them. The span limits
 * when they were created.
 */
export function removeReadBroadcasts(
  transaction: Transaction,
  platform: string,
  span: TimeSpan,
): Promise<RemovedBatch> {
  const selectRows = `select r.member, r.id, r.pos from inbox_rows r
    where r.platform = $1 and r.scope = 'broadcast' and r.created_at > $2
      and r.created_at <= $3 and r.visible and not r.unread`
  return removeBatch(transaction, platform, span, {
    selectRows,
    // All receipts that one batch writes for an inbox share the next `u` of that inbox. A delta
    // reports every row above the client's `u`, so one number is enough. With a number for each row,
    // as in `removeMemberRows`, it reports the same rows.
    changeRows: `with batch as (
      select * from (${selectRows}) r where member = any ($4) limit ${BATCH}
    ), moved as (
      update inboxes i set u = i.u + 1 where i.platform = $1
        and i.member in (select member from batch) returning i.member, i.u
    )
    insert into receipts as o (platform, member, broadcast, kind, rev, gone_pos)
    select $1, r.member, r.id, 'retired', m.u, r.pos
    from batch r join moved m on m.member = r.member
    on conflict (platform, member, broadcast) do update set
      kind = excluded.kind, rev = excluded.rev, gone_pos = excluded.gone_pos
    returning o.member`,
  })
}
