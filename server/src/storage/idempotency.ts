import type { Effect } from './effects.js'
import type { Transaction } from './database.js'

/** The record of a request that was answered before. */
export interface AnsweredRequest {
  readonly fingerprint: string
  readonly effects: readonly Effect[]
}

/**
 * Marks an idempotency key as used. If another transaction is using the key, the call waits for
 * that transaction.
 *
 * @returns the earlier request with this key, or `null` if the key is new
 */
export async function claimIdempotencyKey(
  transaction: Transaction,
  platform: string,
  {
    key,
    fingerprint,
    at,
  }: {
    readonly key: string
    readonly fingerprint: string
    readonly at: string
  },
): Promise<AnsweredRequest | null> {
  const claimed = await transaction.query(
    `insert into idempotency (platform, key, fingerprint, at) values ($1, $2, $3, $4)
    on conflict do nothing returning key`,
    [platform, key, fingerprint, at],
  )
  if (claimed.length > 0) return null
  const [before] = await transaction.query<AnsweredRequest>(
    'select fingerprint, effects from idempotency where platform = $1 and key = $2',
    [platform, key],
  )
  return before ?? null
}

/** Stores the effects of a request, so that a repeated request gets the same response. */
export async function saveIdempotentEffects(
  transaction: Transaction,
  platform: string,
  key: string,
  effects: readonly Effect[],
): Promise<void> {
  await transaction.query(
    'update idempotency set effects = $3::jsonb where platform = $1 and key = $2',
    [platform, key, JSON.stringify(effects)],
  )
}
