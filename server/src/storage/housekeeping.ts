import type { Transaction } from './database.js'

/**
 * The age limits of records, in ISO 8601. Records from before the moment of their kind are deleted.
 */
export interface RecordLimits {
  readonly events: string
  readonly commands: string
  readonly idempotency: string
}

/**
 * Deletes the technical records by which repeated requests are recognised, once they are old. No
 * member sees these records. `retention.ts` removes notifications.
 */
export async function deleteOldRecords(
  transaction: Transaction,
  before: RecordLimits,
): Promise<void> {
  await transaction.query('delete from events where at < $1', [before.events])
  await transaction.query('delete from commands where at < $1', [before.commands])
  await transaction.query('delete from idempotency where at < $1', [before.idempotency])
}
