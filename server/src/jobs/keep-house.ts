import type { Transaction } from '../storage/database.js'
import { retireReadBroadcasts, retireReadRows, type Retired } from '../storage/expiry.js'
import { purgeRecords, readRetention } from '../storage/purge.js'
import { untilDone } from './expire.js'
import type { JobOptions } from './jobs.js'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
/** A repeated event is recognised for so long. */
const EVENTS_KEPT_MS = 30 * DAY_MS
/** A repeated command is. */
const COMMANDS_KEPT_MS = 7 * DAY_MS
/** A repeated `Idempotency-Key` is. */
const IDEMPOTENCY_KEPT_MS = 72 * HOUR_MS

/** Removes old read notifications, and records that nobody can ask for any more. */
export async function keepHouse(options: JobOptions): Promise<void> {
  const { database, clock } = options
  const before = (ms: number): string => new Date(clock.now() - ms).toISOString()
  await database.transaction(null, (transaction) =>
    purgeRecords(transaction, {
      events: before(EVENTS_KEPT_MS),
      commands: before(COMMANDS_KEPT_MS),
      idempotency: before(IDEMPOTENCY_KEPT_MS),
    }),
  )
  const platforms = await database.transaction(null, readRetention)
  for (const { platform, days } of platforms) {
    const until = before(days * DAY_MS)
    await retire(options, platform, (transaction) => retireReadRows(transaction, platform, until))
    await retire(options, platform, (transaction) =>
      retireReadBroadcasts(transaction, platform, until),
    )
  }
}

const retire = (
  { database, announce }: JobOptions,
  platform: string,
  batch: (transaction: Transaction) => Promise<Retired>,
): Promise<void> =>
  untilDone(async () => {
    const retired = await database.transaction(platform, batch)
    if (retired.members.length > 0) announce({ platform, members: retired.members })
    return retired
  })
