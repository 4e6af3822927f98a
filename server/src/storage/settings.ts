import type { Transaction } from './database.js'

/** A platform's settings as they are stored. */
export interface StoredPlatformSettings {
  readonly gamification: boolean
  /** All other settings: one JSON object, without those that have their default. */
  readonly settings: object
}

/** Reads a platform's stored settings; `null` for a platform that does not exist. */
export async function readStoredSettings(
  transaction: Transaction,
  platform: string,
): Promise<StoredPlatformSettings | null> {
  const [row] = await transaction.query<StoredPlatformSettings>(
    'select gamification, settings from platforms where platform = $1',
    [platform],
  )
  return row ?? null
}

/**
 * Writes a platform's settings. Every open page must know whether gamification is on: when that
 * changes, no earlier cursor can be continued. The caller holds the platform's lock.
 *
 * @returns whether pages must fetch a full state.
 */
export async function writeStoredSettings(
  transaction: Transaction,
  platform: string,
  { gamification, settings }: StoredPlatformSettings,
): Promise<boolean> {
  const switched = await transaction.query(
    `update platforms set gamification = $2, b = b + 1, floor_b = b + 1, floor_reason = 'features',
      gamification_since = case when $2 then b + 1 else gamification_since end
    where platform = $1 and gamification <> $2 returning platform`,
    [platform, gamification],
  )
  await transaction.query('update platforms set settings = $2::jsonb where platform = $1', [
    platform,
    JSON.stringify(settings),
  ])
  return switched.length > 0
}
