import type { Transaction } from './database.js'

/** Until when each kind of record is kept, ISO 8601. */
export interface PurgeLimits {
  readonly events: string
  readonly commands: string
  readonly idempotency: string
}

/** Deletes records that nobody can ask for any more. */
export async function purgeRecords(transaction: Transaction, until: PurgeLimits): Promise<void> {
  await transaction.query('delete from events where at < $1', [until.events])
  await transaction.query('delete from commands where at < $1', [until.commands])
  await transaction.query('delete from idempotency where at < $1', [until.idempotency])
}

/** Every platform with the days after which read notifications are removed. */
export const readRetention = (
  transaction: Transaction,
): Promise<{ platform: string; days: number }[]> =>
  transaction.query(
    `select platform, coalesce((settings -> 'retention' ->> 'readDays')::int, 30) as days
    from platforms`,
  )
