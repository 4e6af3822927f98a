import { type Content, searchTextOf } from 'belfry/protocol'
import type { Transaction } from './database.js'
import { takeBroadcastNumbers } from './platforms.js'

/** A notification to write to one member's inbox. */
export interface NewNotification {
  /** The id of the notification, a UUIDv7. */
  readonly id: string
  readonly member: string
  readonly category: string
  readonly createdAt: string
  readonly content: Content
  /**
   * A key against duplicates: while a notification with this key is visible in the inbox, a
   * new one renews it.
   */
  readonly dedupeKey?: string | undefined
  /** Whether the notification counts as read from the start. @default false */
  readonly read?: boolean
}

/** The content of a broadcast by locale. English is always present and replaces missing locales. */
export type LocalizedContents = Readonly<Record<string, Content>> & { readonly en: Content }

/** A notification to write once for a whole audience. */
export interface NewBroadcast {
  /** The id of the broadcast, a UUIDv7. */
  readonly id: string
  readonly audience: string
  /** The members of the audience who do not receive the broadcast. */
  readonly exclude: readonly string[]
  /** The topics by which a member can mute the broadcast. */
  readonly topics: readonly string[]
  readonly dedupeKey?: string | undefined
  readonly category: string
  readonly createdAt: string
  readonly contents: LocalizedContents
}

/** Maps the id of a new notification to the id of the existing notification that it renewed. */
export type Renewed = ReadonlyMap<string, string>

interface Keyed {
  readonly id: string
  readonly dedupeKey?: string | undefined
}

/** Divides rows into those that renew an existing notification and those that are new. */
function divide<T extends Keyed>(rows: readonly T[], renewed: Renewed): { old: T[]; fresh: T[] } {
  const old = rows.flatMap((row) => {
    const id = renewed.get(row.id)
    return id === undefined ? [] : [{ ...row, id }]
  })
  return { old, fresh: rows.filter(({ id }) => !renewed.has(id)) }
}

/**
 * Writes notifications in order, each with the next number of its member's inbox. If a notification
 * with the same dedupe key is visible in the inbox, that one is renewed: it gets the new content
 * and asks for attention again.
 *
 * @returns the renewed notifications
 */
export async function addNotifications(
  transaction: Transaction,
  platform: string,
  notifications: readonly NewNotification[],
): Promise<Renewed> {
  if (notifications.length === 0) return new Map()
  const numbers = await takeInboxNumbers(
    transaction,
    platform,
    notifications.map(({ member }) => member),
  )
  const rows = notifications.map((notification) => {
    const pos = (numbers.get(notification.member) ?? 0) + 1
    numbers.set(notification.member, pos)
    const { read = false, content } = notification
    const searchText = searchTextOf(content)
    const { expiresAt } = content
    return { ...notification, pos, readPos: read ? pos : 0, expiresAt, searchText }
  })
  const keyed = rows.filter(({ dedupeKey }) => dedupeKey !== undefined)
  const renewed = await findRenewed(transaction, platform, keyed)
  const { old, fresh } = divide(rows, renewed)
  if (fresh.length > 0)
    await transaction.query(
      `insert into notifications (platform, member, id, category, kind, rev, pos, alert_pos,
        read_pos, content_rev, created_at, expires_at, dedupe_key, content, search_text)
      select $1, n.member, n.id, n.category, 'created', n.pos, n.pos, n.pos, n."readPos", n.pos,
        n."createdAt", n."expiresAt", n."dedupeKey", n.content, n."searchText"
      from jsonb_to_recordset($2::jsonb) as n(member text, id uuid, category text, pos bigint,
        "readPos" bigint, "createdAt" timestamptz, "expiresAt" timestamptz, "dedupeKey" text,
        content jsonb, "searchText" text)`,
      [platform, JSON.stringify(fresh)],
    )
  if (old.length > 0)
    await transaction.query(
      `update notifications r set kind = 'renotified', category = n.category, rev = n.pos,
        pos = n.pos, alert_pos = n.pos, content_rev = n.pos, created_at = n."createdAt",
        expires_at = n."expiresAt", content = n.content, search_text = n."searchText"
      from jsonb_to_recordset($2::jsonb) as n(member text, id uuid, category text, pos bigint,
        "createdAt" timestamptz, "expiresAt" timestamptz, content jsonb, "searchText" text)
      where r.platform = $1 and r.member = n.member and r.id = n.id`,
      [platform, JSON.stringify(old)],
    )
  return renewed
}

/** Finds the notifications whose dedupe key is visible in their inbox. The inboxes are locked. */
async function findRenewed(
  transaction: Transaction,
  platform: string,
  keyed: readonly NewNotification[],
): Promise<Renewed> {
  if (keyed.length === 0) return new Map()
  const rows = await transaction.query<{ id: string; held: string }>(
    `select k.id, n.id as held
    from jsonb_to_recordset($2::jsonb) as k(id uuid, member text, "dedupeKey" text)
    join notifications n on n.platform = $1 and n.member = k.member
      and n.dedupe_key = k."dedupeKey"
    join inbox_rows r on r.platform = $1 and r.member = n.member and r.id = n.id and r.visible`,
    [platform, JSON.stringify(keyed)],
  )
  return new Map(rows.map(({ id, held }) => [id, held]))
}

/** Advances inboxes by one for each mention. Returns the number before that, by member. */
async function takeInboxNumbers(
  transaction: Transaction,
  platform: string,
  mentions: readonly string[],
): Promise<Map<string, number>> {
  const counts = new Map<string, number>()
  for (const member of mentions) counts.set(member, (counts.get(member) ?? 0) + 1)
  const members = [...counts.keys()]
  // The lock order is always the same, so that two transactions that write several inboxes
  // cannot deadlock.
  if (members.length > 1)
    await transaction.query(
      'select from inboxes where platform = $1 and member = any ($2) order by member for update',
      [platform, members],
    )
  const rows = await transaction.query<{ member: string; u: number }>(
    `update inboxes i set u = i.u + c.count
    from unnest($2::text[], $3::int[]) as c(member, count)
    where i.platform = $1 and i.member = c.member returning i.member, i.u - c.count as u`,
    [platform, members, [...counts.values()]],
  )
  return new Map(rows.map(({ member, u }) => [member, u]))
}

/**
 * Writes broadcasts in order, as one row each, whatever the size of the audience. The caller holds
 * the platform's lock.
 *
 * @returns the renewed broadcasts
 */
export async function addBroadcasts(
  transaction: Transaction,
  platform: string,
  broadcasts: readonly NewBroadcast[],
): Promise<Renewed> {
  if (broadcasts.length === 0) return new Map()
  const last = await takeBroadcastNumbers(transaction, platform, broadcasts.length)
  const rows = broadcasts.map((broadcast, index) => ({
    ...broadcast,
    pos: last - broadcasts.length + index + 1,
    expiresAt: broadcast.contents.en.expiresAt,
    searchTexts: searchTextsOf(broadcast.contents),
  }))
  const keyed = rows.filter(({ dedupeKey }) => dedupeKey !== undefined)
  const renewed = await findRenewedBroadcasts(transaction, platform, keyed)
  const { old, fresh } = divide(rows, renewed)
  if (fresh.length > 0)
    await transaction.query(
      `insert into broadcasts (platform, id, audience, exclude, topics, category, kind, revb, pos,
        alert_pos, content_rev, created_at, expires_at, dedupe_key, contents, search_texts)
      select $1, n.id, n.audience, n.exclude, n.topics, n.category, 'created', n.pos, n.pos, n.pos,
        n.pos, n."createdAt", n."expiresAt", n."dedupeKey", n.contents, n."searchTexts"
      from jsonb_to_recordset($2::jsonb) as n(id uuid, audience text, exclude text[], topics text[],
        category text, pos bigint, "createdAt" timestamptz, "expiresAt" timestamptz,
        "dedupeKey" text, contents jsonb, "searchTexts" jsonb)`,
      [platform, JSON.stringify(fresh)],
    )
  if (old.length > 0)
    await transaction.query(
      `update broadcasts r set kind = 'renotified', category = n.category, topics = n.topics,
        revb = n.pos, pos = n.pos, alert_pos = n.pos, content_rev = n.pos,
        created_at = n."createdAt", expires_at = n."expiresAt", contents = n.contents,
        search_texts = n."searchTexts"
      from jsonb_to_recordset($2::jsonb) as n(id uuid, topics text[], category text, pos bigint,
        "createdAt" timestamptz, "expiresAt" timestamptz, contents jsonb, "searchTexts" jsonb)
      where r.platform = $1 and r.id = n.id`,
      [platform, JSON.stringify(old)],
    )
  return renewed
}

async function findRenewedBroadcasts(
  transaction: Transaction,
  platform: string,
  keyed: readonly NewBroadcast[],
): Promise<Renewed> {
  if (keyed.length === 0) return new Map()
  const rows = await transaction.query<{ id: string; held: string }>(
    `select k.id, b.id as held
    from jsonb_to_recordset($2::jsonb) as k(id uuid, audience text, "dedupeKey" text)
    join broadcasts b on b.platform = $1 and b.audience = k.audience
      and b.dedupe_key = k."dedupeKey" and not b.retracted`,
    [platform, JSON.stringify(keyed)],
  )
  return new Map(rows.map(({ id, held }) => [id, held]))
}

/** Returns the folded text that a search compares with, by locale. */
export const searchTextsOf = (
  contents: Readonly<Record<string, Content>>,
): Record<string, string> =>
  Object.fromEntries(
    Object.entries(contents).map(([locale, content]) => [locale, searchTextOf(content)]),
  )
