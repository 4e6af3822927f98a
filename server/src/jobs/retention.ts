import type { Transaction } from '../storage/database.js'
import {
  firstRead,
  retireReadBroadcasts,
  retireReadRows,
  type Retired,
  type Span,
} from '../storage/expiry.js'
import { readRetention } from '../storage/purge.js'
import { untilDone } from './expire.js'
import type { JobOptions } from './jobs.js'

const DAY_MS = 24 * 3_600_000

const iso = (ms: number): string => new Date(ms).toISOString()

/** Takes away everything that was read and is too old, whenever it was read. */
export async function applyRetention(options: JobOptions): Promise<void> {
  const { database, clock } = options
  const now = clock.now()
  for (const { platform, days } of await database.transaction(null, readRetention))
    await retire(options, platform, { after: '-infinity', until: iso(now - days * DAY_MS) })
}

/**
 * Takes away what became too old since a moment, as ordinary changes.
 *
 * @param aheadMs How far to look for the next moment.
 * @returns the next one, ISO 8601; `null` where none is near.
 */
export async function applyRetentionSince(
  options: JobOptions,
  sinceMs: number,
  aheadMs: number,
): Promise<string | null> {
  const { database, clock } = options
  const now = clock.now()
  const moments: number[] = []
  for (const { platform, days } of await database.transaction(null, readRetention)) {
    const keptMs = days * DAY_MS
    const first = (span: Span) =>
      database.transaction(platform, (transaction) => firstRead(transaction, platform, span))
    const until = iso(now - keptMs)
    const old = { after: iso(sinceMs - keptMs), until }
    if ((await first(old)) !== null) await retire(options, platform, old)
    const next = await first({ after: until, until: iso(now - keptMs + aheadMs) })
    if (next !== null) moments.push(Date.parse(next) + keptMs)
  }
  return moments.length > 0 ? iso(Math.min(...moments)) : null
}

async function retire(options: JobOptions, platform: string, span: Span): Promise<void> {
  await inBatches(options, platform, (transaction) => retireReadRows(transaction, platform, span))
  await inBatches(options, platform, (transaction) =>
    retireReadBroadcasts(transaction, platform, span),
  )
}

const inBatches = (
  { database, announce }: JobOptions,
  platform: string,
  batch: (transaction: Transaction) => Promise<Retired>,
): Promise<void> =>
  untilDone(async () => {
    const retired = await database.transaction(platform, batch)
    if (retired.members.length > 0) announce({ platform, members: retired.members })
    return retired
  })
