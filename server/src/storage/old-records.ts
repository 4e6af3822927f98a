import type { Transaction } from './database.js'

/** Each kind of record is deleted when it is older than this moment, ISO 8601. */
export interface RecordLimits {
  readonly events: string
  readonly commands: string
  readonly idempotency: string
}

/** Deletes records that no request can refer to any more. */
export async function deleteOldRecords(
  transaction: Transaction,
  before: RecordLimits,
): Promise<void> {
  await transaction.query('delete from events where at < $1', [before.events])
  await transaction.query('delete from commands where at < $1', [before.commands])
  await transaction.query('delete from idempotency where at < $1', [before.idempotency])
}
