import { createHash } from 'node:crypto'
import type { Transaction } from './database.js'

/** Who an API key speaks for, and what it may do. */
export interface KeyHolder {
  readonly platform: string
  readonly scopes: readonly string[]
}

/** A key of the settings. */
export interface ConfiguredKey {
  readonly platform: string
  readonly key: string
}

/**
 * Holds the platform until the transaction ends, so that the numbers of its broadcasts and the
 * moments at which members join are taken one after the other.
 */
export async function lockPlatform(transaction: Transaction, platform: string): Promise<void> {
  await transaction.query('select from platforms where platform = $1 for no key update', [platform])
}

/**
 * Takes the next numbers of the platform's broadcasts.
 *
 * @returns the last of them.
 */
export async function takeBroadcastNumbers(
  transaction: Transaction,
  platform: string,
  count: number,
): Promise<number> {
  const [row] = await transaction.query<{ b: number }>(
    'update platforms set b = b + $2 where platform = $1 returning b',
    [platform, count],
  )
  if (!row) throw new Error(`no platform ${platform}`)
  return row.b
}

/** What a key may do: post events, post notifications, change the settings. */
export const scopes = ['events', 'notifications', 'settings'] as const

/** One thing that a key may do. */
export type Scope = (typeof scopes)[number]

/** Creates a platform where it is missing. */
export async function savePlatform(
  transaction: Transaction,
  platform: string,
  options: { readonly gamification: boolean },
): Promise<void> {
  await transaction.query(
    'insert into platforms (platform, gamification) values ($1, $2) on conflict do nothing',
    [platform, options.gamification],
  )
}

/** Whether the platform exists. */
export async function platformExists(transaction: Transaction, platform: string): Promise<boolean> {
  const rows = await transaction.query('select from platforms where platform = $1', [platform])
  return rows.length > 0
}

/** Makes the keys of the settings the ones that are good: a key that was taken out opens nothing. */
export async function replaceConfiguredKeys(
  transaction: Transaction,
  keys: readonly ConfiguredKey[],
): Promise<void> {
  await transaction.query("delete from api_keys where origin = 'settings'")
  for (const { platform, key } of keys)
    await transaction.query(
      `insert into api_keys (hash, platform, scopes, origin) values ($1, $2, $3, 'settings')
      on conflict (hash) do update set
        platform = excluded.platform, scopes = excluded.scopes`,
      [hashKey(key), platform, scopes],
    )
}

/** Who a key belongs to; `null` for an unknown one. */
export async function findKeyHolder(
  transaction: Transaction,
  hash: string,
): Promise<KeyHolder | null> {
  const [row] = await transaction.query<KeyHolder>(
    'select platform, scopes from api_keys where hash = $1',
    [hash],
  )
  return row ?? null
}

/** What is stored of a key. Keys are long and random, so a plain hash keeps them. */
export const hashKey = (key: string): string => createHash('sha256').update(key).digest('hex')
