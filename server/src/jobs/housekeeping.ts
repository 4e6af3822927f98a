import { deduplicationMs } from '../domain/deduplication.js'
import { deleteOldRecords } from '../storage/housekeeping.js'
import type { JobOptions } from './job.js'
import { applyRetention } from './retention.js'

/**
 * Runs once an hour. It deletes the records of requests that are too old to be recognised when they
 * are repeated, and then applies the retention of read notifications.
 */
export async function runHousekeeping(options: JobOptions): Promise<void> {
  const { database, clock } = options
  const before = (ms: number): string => new Date(clock.now() - ms).toISOString()
  await database.transaction(null, (transaction) =>
    deleteOldRecords(transaction, {
      events: before(deduplicationMs.events),
      commands: before(deduplicationMs.commands),
      idempotency: before(deduplicationMs.idempotencyKeys),
    }),
  )
  await applyRetention(options)
}
