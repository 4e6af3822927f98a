import type { Effect } from './effects.js'
import type { Transaction } from './database.js'

/** A request that was answered before. */
export interface AnsweredRequest {
  readonly fingerprint: string
  readonly effects: readonly Effect[]
}

/**
 * Notes a key as used. One that is being used by another transaction is waited for.
 *
 * @returns `null` where it is new, else what it was used for.
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

/** Keeps what a request made, for whoever sends it again. */
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
