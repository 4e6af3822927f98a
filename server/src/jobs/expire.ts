import {
  expireBroadcasts,
  expireRows,
  nextExpiry,
  platformsWithExpired,
  type Retired,
} from '../storage/expiry.js'
import type { JobOptions } from './jobs.js'

/**
 * Takes away what has expired, as ordinary changes, so that lists, counts and open pages agree.
 *
 * @returns when the next one expires, ISO 8601.
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
  { database, announce }: JobOptions,
  platform: string,
  now: string,
): Promise<void> {
  const count = await database.transaction(platform, (transaction) =>
    expireBroadcasts(transaction, platform, now),
  )
  if (count > 0) announce({ platform, members: 'all' })
  await untilDone(async () => {
    const retired = await database.transaction(platform, (transaction) =>
      expireRows(transaction, platform, now),
    )
    announce({ platform, members: retired.members })
    return retired
  })
}

/** Batches, each in its own transaction, so that nobody waits long for a lock. */
export async function untilDone(batch: () => Promise<Retired>): Promise<void> {
  while ((await batch()).more);
}
