import { READ_DAYS } from '../domain/settings.js'
import type { Transaction } from '../storage/database.js'
import type { RemovedBatch, TimeSpan } from '../storage/remove-batch.js'
import {
  oldestRead,
  readRetention,
  removeReadBroadcasts,
  removeReadRows,
} from '../storage/retention.js'
import { type JobOptions, runBatches } from './job.js'

const DAY_MS = 24 * 3_600_000

const iso = (ms: number): string => new Date(ms).toISOString()

/** Removes every read notification that is older than its platform's retention time. */
export async function applyRetention(options: JobOptions): Promise<void> {
  const { database, clock } = options
  const now = clock.now()
  for (const { platform, readDays } of await database.transaction(null, readRetention))
    await removeRead(options, platform, {
      after: '-infinity',
      until: iso(now - (readDays ?? READ_DAYS) * DAY_MS),
    })
}

/**
 * Removes read notifications that exceeded the retention time since `sinceMs`, as ordinary changes.
 *
 * @param aheadMs - how far ahead to search for the next removal, in milliseconds
 * @returns the time of the next removal, in ISO 8601; `null` if none is due within `aheadMs`
 */
export async function applyRetentionSince(
  options: JobOptions,
  sinceMs: number,
  aheadMs: number,
): Promise<string | null> {
  const { database, clock } = options
  const now = clock.now()
  const moments: number[] = []
  for (const { platform, readDays } of await database.transaction(null, readRetention)) {
    const keptMs = (readDays ?? READ_DAYS) * DAY_MS
    const first = (span: TimeSpan) =>
      database.transaction(platform, (transaction) => oldestRead(transaction, platform, span))
    const until = iso(now - keptMs)
    const old = { after: iso(sinceMs - keptMs), until }
    if ((await first(old)) !== null) await removeRead(options, platform, old)
    const next = await first({ after: until, until: iso(now - keptMs + aheadMs) })
    if (next !== null) moments.push(Date.parse(next) + keptMs)
  }
  return moments.length > 0 ? iso(Math.min(...moments)) : null
}

async function removeRead(options: JobOptions, platform: string, span: TimeSpan): Promise<void> {
  await inBatches(options, platform, (transaction) => removeReadRows(transaction, platform, span))
  await inBatches(options, platform, (transaction) =>
    removeReadBroadcasts(transaction, platform, span),
  )
}

const inBatches = (
  { database, publish }: JobOptions,
  platform: string,
  batch: (transaction: Transaction) => Promise<RemovedBatch>,
): Promise<void> =>
  runBatches(async () => {
    const removed = await database.transaction(platform, batch)
    if (removed.members.length > 0) publish({ platform, members: removed.members })
    return removed
  })
