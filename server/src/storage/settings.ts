import { completeSettings, type Settings, type StoredSettings } from '../domain/settings.js'
import type { Transaction } from './database.js'

/** Reads a platform's settings; the defaults for one that does not exist. */
export async function readSettings(transaction: Transaction, platform: string): Promise<Settings> {
  const [row] = await transaction.query<{ gamification: boolean; settings: StoredSettings }>(
    'select gamification, settings from platforms where platform = $1',
    [platform],
  )
  return completeSettings(row?.gamification ?? false, row?.settings ?? {})
}

/**
 * Writes a platform's settings. Every open page must know whether gamification is on: when that
 * changes, no cursor of before can be continued. The caller holds the platform's lock.
 *
 * @returns whether pages must start anew.
 */
export async function writeSettings(
  transaction: Transaction,
  platform: string,
  { gamification, ...stored }: Settings,
): Promise<boolean> {
  const switched = await transaction.query(
    `update platforms set gamification = $2, b = b + 1, floor_b = b + 1, floor_reason = 'features',
      gamification_since = case when $2 then b + 1 else gamification_since end
    where platform = $1 and gamification <> $2 returning platform`,
    [platform, gamification],
  )
  await transaction.query('update platforms set settings = $2::jsonb where platform = $1', [
    platform,
    JSON.stringify(stored),
  ])
  return switched.length > 0
}
