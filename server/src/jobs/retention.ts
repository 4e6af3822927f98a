import { DEFAULT_READ_DAYS } from '../domain/settings.js'
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

/**
 * Removes every read notification that was created before its platform's retention time.
 * Housekeeping calls it once an hour: it also finds those that were read when their time was over.
 */
export async function applyRetention(options: JobOptions): Promise<void> {
  const { database, clock } = options
  const now = clock.now()
  for (const { platform, readDays } of await database.transaction(null, readRetention))
    await removeRead(options, platform, {
      after: '-infinity',
      until: iso(now - (readDays ?? DEFAULT_READ_DAYS) * DAY_MS),
    })
}

/**
 * Removes the read notifications whose retention time ended since `sinceMs`. The expiry job calls it,
 * so that a notification goes at its moment and not with the next housekeeping.
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
    const keptMs = (readDays ?? DEFAULT_READ_DAYS) * DAY_MS
    const oldestIn = (span: TimeSpan) =>
      database.transaction(platform, (transaction) => oldestRead(transaction, platform, span))
    const until = iso(now - keptMs)
    const due = { after: iso(sinceMs - keptMs), until }
    // Most of the time nothing is due, and one query is cheaper than two removals.
    if ((await oldestIn(due)) !== null) await removeRead(options, platform, due)
    const nextCreatedAt = await oldestIn({ after: until, until: iso(now - keptMs + aheadMs) })
    if (nextCreatedAt !== null) moments.push(Date.parse(nextCreatedAt) + keptMs)
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
