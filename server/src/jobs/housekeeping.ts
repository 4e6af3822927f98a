import { purgeRecords } from '../storage/purge.js'
import type { JobOptions } from './jobs.js'
import { applyRetention } from './retention.js'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
/** A repeated event is recognised for so long. */
const EVENTS_KEPT_MS = 30 * DAY_MS
/** A repeated command is. */
const COMMANDS_KEPT_MS = 7 * DAY_MS
/** A repeated `Idempotency-Key` is. */
const IDEMPOTENCY_KEPT_MS = 72 * HOUR_MS

/** Removes old read notifications, and records that nobody can ask for any more. */
export async function runHousekeeping(options: JobOptions): Promise<void> {
  const { database, clock } = options
  const before = (ms: number): string => new Date(clock.now() - ms).toISOString()
  await database.transaction(null, (transaction) =>
    purgeRecords(transaction, {
      events: before(EVENTS_KEPT_MS),
      commands: before(COMMANDS_KEPT_MS),
      idempotency: before(IDEMPOTENCY_KEPT_MS),
    }),
  )
  await applyRetention(options)
}
