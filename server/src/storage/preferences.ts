import type { Transaction } from './database.js'
import type { InboxKey } from './inbox-key.js'

/** Reads a member's stored preferences; `null` if the directory does not know the member. */
export async function readStoredPreferences(
  transaction: Transaction,
  { platform, member }: InboxKey,
): Promise<object | null> {
  const [row] = await transaction.query<{ preferences: object }>(
    'select preferences from members where platform = $1 and member = $2',
    [platform, member],
  )
  return row?.preferences ?? null
}

/**
 * Writes a member's preferences and muted topics. A mute begins and ends at the platform's current
 * `b`, so it applies only to later broadcasts. The caller holds the platform's lock.
 */
export async function writeStoredPreferences(
  transaction: Transaction,
  { platform, member }: InboxKey,
  preferences: object,
  topics: readonly string[],
): Promise<void> {
  await transaction.query(
    'update members set preferences = $3::jsonb where platform = $1 and member = $2',
    [platform, member, JSON.stringify(preferences)],
  )
  await transaction.query(
    `update mutes u set to_b = p.b from platforms p
    where p.platform = $1 and u.platform = $1 and u.member = $2 and u.to_b is null
      and not u.topic = any ($3)`,
    [platform, member, topics],
  )
  await transaction.query(
    `insert into mutes (platform, member, topic, from_b)
    select $1, $2, t.topic, p.b from unnest($3::text[]) as t(topic)
    join platforms p on p.platform = $1
    where not exists (
      select from mutes u where u.platform = $1 and u.member = $2 and u.topic = t.topic
        and u.to_b is null)
    on conflict (platform, member, topic, from_b) do update set to_b = null`,
    [platform, member, topics],
  )
}
