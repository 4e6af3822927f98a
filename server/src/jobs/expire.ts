import {
  expireBroadcasts,
  expireRows,
  nextExpiry,
  platformsWithExpired,
} from '../storage/expiry.js'
import { type JobOptions, runBatches } from './job.js'

/**
 * Removes expired notifications as ordinary changes, so that lists, counts and open pages agree.
 *
 * @returns the time at which the next notification expires, in ISO 8601; `null` if none does
 */
export async function expireAll(options: JobOptions): Promise<string | null> {
  const { database, clock } = options
  const now = new Date(clock.now()).toISOString()
  const platforms = await database.transaction(null, (transaction) =>
    platformsWithExpired(transaction, now),
  )
  for (const platform of platforms) await expirePlatform(options, platform, now)
  return database.transaction(null, nextExpiry)
}

async function expirePlatform(
  { database, publish }: JobOptions,
  platform: string,
  now: string,
): Promise<void> {
  const count = await database.transaction(platform, (transaction) =>
    expireBroadcasts(transaction, platform, now),
  )
  if (count > 0) publish({ platform, members: 'all' })
  await runBatches(async () => {
    const removed = await database.transaction(platform, (transaction) =>
      expireRows(transaction, platform, now),
    )
    publish({ platform, members: removed.members })
    return removed
  })
}
