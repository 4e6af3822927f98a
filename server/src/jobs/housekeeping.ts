import { deleteOldRecords } from '../storage/housekeeping.js'
import type { JobOptions } from './job.js'
import { applyRetention } from './retention.js'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
/** The time for which a repeated event is recognised. */
const EVENTS_KEPT_MS = 30 * DAY_MS
/** The time for which a repeated command is recognised. */
const COMMANDS_KEPT_MS = 7 * DAY_MS
/** The time for which a repeated `Idempotency-Key` is recognised. */
const IDEMPOTENCY_KEPT_MS = 72 * HOUR_MS

/**
 * Runs once an hour. It deletes the records of requests that are too old to be recognised when they
 * are repeated, and then applies the retention of read notifications.
 */
export async function runHousekeeping(options: JobOptions): Promise<void> {
  const { database, clock } = options
  const before = (ms: number): string => new Date(clock.now() - ms).toISOString()
  await database.transaction(null, (transaction) =>
    deleteOldRecords(transaction, {
      events: before(EVENTS_KEPT_MS),
      commands: before(COMMANDS_KEPT_MS),
      idempotency: before(IDEMPOTENCY_KEPT_MS),
    }),
  )
  await applyRetention(options)
}
