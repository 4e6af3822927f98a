import type { Transaction } from './database.js'
import type { Effect } from './effects.js'

/** The identity of an event: two events with the same source and id are the same event. */
export interface EventKey {
  readonly source: string
  readonly id: string
}

/** An event that must be processed once. */
export interface NewEvent extends EventKey {
  /** The SHA-256 of the event's content. */
  readonly fingerprint: string
}

/** Returns an event's key as one string. A source is an address, so it contains no newline. */
export const eventName = ({ source, id }: EventKey): string => `${source}\n${id}`

/**
 * Marks events as processed. If another transaction is processing one of them, the call waits for
 * that transaction.
 *
 * @returns the names ({@link eventName}) of the events that are new
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

/** Stores the effects of events, so that a repeated event gets the same response. */
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

/** Reads the effects that events had when they were first processed, by {@link eventName}. */
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
