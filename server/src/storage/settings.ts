import type { Transaction } from './database.js'

/** The stored settings of a platform. */
export interface StoredPlatformSettings {
  readonly gamification: boolean
  /** All other settings as one JSON object, without those that have their default value. */
  readonly settings: object
}

/** Reads the stored settings of a platform; `null` if the platform does not exist. */
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
 * Writes the settings of a platform. Every open page must know whether gamification is on. A change
 * of it therefore raises the platform's floor, so that no earlier cursor can continue. The caller
 * holds the platform's lock.
 *
 * @returns whether pages must fetch a snapshot
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
