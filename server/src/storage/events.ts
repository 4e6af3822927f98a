import type { Transaction } from './database.js'
import type { Effect } from './effects.js'

/** What makes an event the same event. */
export interface EventKey {
  readonly source: string
  readonly id: string
}

/** An event to take in once. */
export interface NewEvent extends EventKey {
  /** SHA-256 of what it said. */
  readonly fingerprint: string
}

/** One text for an event's key. A source is an address, so it holds no newline. */
export const eventName = ({ source, id }: EventKey): string => `${source}\n${id}`

/**
 * Notes events as taken. One that is being taken by another transaction is waited for.
 *
 * @returns the names ({@link eventName}) of those that are new.
 */
export async function claimEvents(
  transaction: Transaction,
  platform: string,
  events: readonly NewEvent[],
): Promise<Set<string>> {
  const rows = await transaction.query<EventKey>(
    `insert into events (platform, source, id, fingerprint)
    select $1, e.source, e.id, e.fingerprint
    from jsonb_to_recordset($2::jsonb) as e(source text, id text, fingerprint text)
    order by e.source, e.id
    on conflict do nothing returning source, id`,
    [platform, JSON.stringify(events)],
  )
  return new Set(rows.map(eventName))
}

/** Keeps what events made, for whoever sends them again. */
export async function saveEffects(
  transaction: Transaction,
  platform: string,
  events: readonly (EventKey & { readonly effects: readonly Effect[] })[],
): Promise<void> {
  await transaction.query(
    `update events e set effects = s.effects
    from jsonb_to_recordset($2::jsonb) as s(source text, id text, effects jsonb)
    where e.platform = $1 and e.source = s.source and e.id = s.id`,
    [platform, JSON.stringify(events)],
  )
}

/** What events made when they came first, by {@link eventName}. */
export async function readEffects(
  transaction: Transaction,
  platform: string,
  events: readonly EventKey[],
): Promise<Map<string, readonly Effect[]>> {
  const rows = await transaction.query<EventKey & { effects: readonly Effect[] }>(
    `select e.source, e.id, e.effects
    from events e
    join jsonb_to_recordset($2::jsonb) as k(source text, id text)
      on k.source = e.source and k.id = e.id
    where e.platform = $1`,
    [platform, JSON.stringify(events)],
  )
  return new Map(rows.map((row) => [eventName(row), row.effects]))
}
