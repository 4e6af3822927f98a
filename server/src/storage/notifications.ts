import type { Content } from 'belfry/protocol'
import type { Locale } from '../domain/locales.js'
import type { Transaction } from './database.js'
import { takeBroadcastNumbers } from './platforms.js'

/** A notification to write into one member's inbox. */
export interface NewNotification {
  /** UUIDv7. */
  readonly id: string
  readonly member: string
  readonly category: string
  readonly createdAt: string
  readonly content: Content
  /** Whether it counts as read from the start. @default false */
  readonly read?: boolean
}

/** A notification to write once for a whole audience. */
export interface NewBroadcast {
  /** UUIDv7. */
  readonly id: string
  readonly audience: string
  /** Members of the audience who do not get it. */
  readonly exclude: readonly string[]
  readonly category: string
  readonly createdAt: string
  /** Per shipped locale. */
  readonly contents: Readonly<Record<Locale, Content>>
}

/** Writes notifications in their order, each with the next number of its member's inbox. */
export async function addNotifications(
  transaction: Transaction,
  platform: string,
  notifications: readonly NewNotification[],
): Promise<void> {
  if (notifications.length === 0) return
  const numbers = await takeInboxNumbers(
    transaction,
    platform,
    notifications.map(({ member }) => member),
  )
  const rows = notifications.map((notification) => {
    const pos = (numbers.get(notification.member) ?? 0) + 1
    numbers.set(notification.member, pos)
    const { read = false, content } = notification
    return { ...notification, pos, readPos: read ? pos : 0, expiresAt: content.expiresAt }
  })
  await transaction.query(
    `insert into notifications (platform, member, id, category, kind, rev, pos, alert_pos, read_pos,
      content_rev, created_at, expires_at, content)
    select $1, n.member, n.id, n.category, 'created', n.pos, n.pos, n.pos, n."readPos", n.pos,
      n."createdAt", n."expiresAt", n.content
    from jsonb_to_recordset($2::jsonb) as n(member text, id uuid, category text, pos bigint,
      "readPos" bigint, "createdAt" timestamptz, "expiresAt" timestamptz, content jsonb)`,
    [platform, JSON.stringify(rows)],
  )
}

/** Moves inboxes on, by one for each mention; answers where each stood before. */
async function takeInboxNumbers(
  transaction: Transaction,
  platform: string,
  mentions: readonly string[],
): Promise<Map<string, number>> {
  const counts = new Map<string, number>()
  for (const member of mentions) counts.set(member, (counts.get(member) ?? 0) + 1)
  const members = [...counts.keys()]
  // Always in the same order, so that two writers of several inboxes cannot wait for each other.
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

/** Writes broadcasts in their order: one row each, whatever the size of the audience. */
export async function addBroadcasts(
  transaction: Transaction,
  platform: string,
  broadcasts: readonly NewBroadcast[],
): Promise<void> {
  if (broadcasts.length === 0) return
  const last = await takeBroadcastNumbers(transaction, platform, broadcasts.length)
  const rows = broadcasts.map((broadcast, index) => ({
    ...broadcast,
    pos: last - broadcasts.length + index + 1,
    expiresAt: broadcast.contents.en.expiresAt,
  }))
  await transaction.query(
    `insert into broadcasts (platform, id, audience, exclude, category, kind, revb, pos, alert_pos,
      content_rev, created_at, expires_at, contents)
    select $1, n.id, n.audience, n.exclude, n.category, 'created', n.pos, n.pos, n.pos, n.pos,
      n."createdAt", n."expiresAt", n.contents
    from jsonb_to_recordset($2::jsonb) as n(id uuid, audience text, exclude text[], category text,
      pos bigint, "createdAt" timestamptz, "expiresAt" timestamptz, contents jsonb)`,
    [platform, JSON.stringify(rows)],
  )
}
