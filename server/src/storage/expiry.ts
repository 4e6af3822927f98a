import type { Transaction } from './database.js'
import { lockPlatform, takeBroadcastNumbers } from './platforms.js'
import { removeMemberRows, type RemovedBatch } from './remove-batch.js'

/**
 * Returns the earliest moment at which a notification expires, in ISO 8601; `null` if none does.
 */
export async function nextExpiry(transaction: Transaction): Promise<string | null> {
  const [row] = await transaction.query<{ at: string | null }>(
    `select least(
      (select min(expires_at) from notifications),
      (select min(expires_at) from broadcasts)) as at`,
  )
  return row?.at ?? null
}

/** Returns the platforms that have expired notifications. */
export async function platformsWithExpired(
  transaction: Transaction,
  now: string,
): Promise<string[]> {
  const rows = await transaction.query<{ platform: string }>(
    `select platform from notifications where expires_at <= $1
    union select platform from broadcasts where expires_at <= $1`,
    [now],
  )
  return rows.map(({ platform }) => platform)
}

/**
 * Removes expired broadcasts. Each one is a single change, whatever the size of its audience.
 *
 * @returns the number of removed broadcasts
 */
export async function expireBroadcasts(
  transaction: Transaction,
  platform: string,
  now: string,
): Promise<number> {
  await lockPlatform(transaction, platform)
  const due = await transaction.query<{ id: string }>(
    'select id from broadcasts where platform = $1 and expires_at <= $2 order by expires_at, id',
    [platform, now],
  )
  if (due.length === 0) return 0
  const last = await takeBroadcastNumbers(transaction, platform, due.length)
  await transaction.query(
    `update broadcasts b set retracted = true, kind = 'expired', expires_at = null,
      revb = $3 + d.place
    from unnest($2::uuid[]) with ordinality as d(id, place)
    where b.platform = $1 and b.id = d.id`,
    [platform, due.map(({ id }) => id), last - due.length],
  )
  return due.length
}

/** Removes a batch of expired notifications from members' inboxes. */
export const expireRows = (
  transaction: Transaction,
  platform: string,
  now: string,
): Promise<RemovedBatch> =>
  removeMemberRows(transaction, platform, {
    kind: 'expired',
    selectRows: `select member, id from notifications n
      where platform = $1 and expires_at > $2 and expires_at <= $3`,
    after: '-infinity',
    until: now,
  })
