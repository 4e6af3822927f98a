import { createHash } from 'node:crypto'
import type { Transaction } from './database.js'

/** The platform that an API key belongs to, and the scopes of the key. */
export interface KeyHolder {
  readonly platform: string
  readonly scopes: readonly string[]
}

/** An API key from the server's settings. */
export interface ConfiguredKey {
  readonly platform: string
  readonly key: string
}

/**
 * Locks the platform until the transaction ends. The numbers of its broadcasts and the moments at
 * which members join are therefore taken one after the other.
 */
export async function lockPlatform(transaction: Transaction, platform: string): Promise<void> {
  await transaction.query('select from platforms where platform = $1 for no key update', [platform])
}

/**
 * Takes the next numbers of the platform's broadcasts.
 *
 * @returns the last of the numbers
 * @throws {Error} if the platform does not exist
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

/** All scopes of API keys: post events, post notifications, change the settings. */
export const scopes = ['events', 'notifications', 'settings'] as const

/** A scope of an API key. */
export type KeyScope = (typeof scopes)[number]

/** Creates a platform if it does not exist. */
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

/**
 * Replaces the stored API keys by those of the server's settings. A key that was removed from the
 * settings becomes invalid.
 */
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

/** Finds the platform and scopes of an API key by its hash; `null` if the key is unknown. */
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

/**
 * Returns the hash of an API key, which is stored instead of the key. Keys are long and random, so
 * a plain hash protects them.
 */
export const hashKey = (key: string): string => createHash('sha256').update(key).digest('hex')
