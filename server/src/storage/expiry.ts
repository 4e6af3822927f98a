import type { Transaction } from './database.js'
import { lockPlatform, takeBroadcastNumbers } from './platforms.js'

/** What became of rows whose time was over. */
export interface Retired {
  /** Members whose own rows changed. */
  readonly members: readonly string[]
  /** Whether there may be more. */
  readonly more: boolean
}

/** Rows that one transaction changes. */
const BATCH = 1000

/** The first moment at which anything expires, ISO 8601; `null` where nothing does. */
export async function nextExpiry(transaction: Transaction): Promise<string | null> {
  const [row] = await transaction.query<{ at: string | null }>(
    `select least(
      (select min(expires_at) from notifications),
      (select min(expires_at) from broadcasts)) as at`,
  )
  return row?.at ?? null
}

/** When the first of what came in a span of time, and was read, came: ISO 8601; `null` without any. */
export async function firstRead(
  transaction: Transaction,
  platform: string,
  { after, until }: Span,
): Promise<string | null> {
  const [row] = await transaction.query<{ at: string | null }>(
    `select min(created_at) as at from inbox_rows where platform = $1
      and created_at > $2 and created_at <= $3 and visible and not unread`,
    [platform, after, until],
  )
  return row?.at ?? null
}

/** Platforms where something has expired. */
export async function platformsWithExpired(
  transaction: Transaction,
  now: string,
): Promise<string[]> {
  const rows = await transaction.query<{ platform: string }>(
    `select platform from notifications where expires_at <= $1
    union select platform from broadcasts where expires_at <= $1`,
    [now],
  )
  return rows.map(({ platform }) => platform)
}

/**
 * Takes expired broadcasts away: one change each, whatever the audience's size.
 *
 * @returns how many.
 */
export async function expireBroadcasts(
  transaction: Transaction,
  platform: string,
  now: string,
): Promise<number> {
  await lockPlatform(transaction, platform)
  const due = await transaction.query<{ id: string }>(
    'select id from broadcasts where platform = $1 and expires_at <= $2 order by expires_at, id',
    [platform, now],
  )
  if (due.length === 0) return 0
  const last = await takeBroadcastNumbers(transaction, platform, due.length)
  await transaction.query(
    `update broadcasts b set retracted = true, kind = 'expired', expires_at = null,
      revb = $3 + d.place
    from unnest($2::uuid[]) with ordinality as d(id, place)
    where b.platform = $1 and b.id = d.id`,
    [platform, due.map(({ id }) => id), last - due.length],
  )
  return due.length
}

/** Takes expired rows of members away. */
export const expireRows = (
  transaction: Transaction,
  platform: string,
  now: string,
): Promise<Retired> =>
  retireRows(transaction, platform, {
    kind: 'expired',
    due: `select member, id from notifications n
      where platform = $1 and expires_at > $2 and expires_at <= $3`,
    after: '-infinity',
    until: now,
  })

/** Between which moments something came, ISO 8601 or `-infinity`: the first is not among them. */
export interface Span {
  readonly after: string
  readonly until: string
}

/** Takes read rows of members away that came in a span of time. */
export const retireReadRows = (
  transaction: Transaction,
  platform: string,
  span: Span,
): Promise<Retired> =>
  retireRows(transaction, platform, {
    kind: 'retired',
    due: `select member, id from inbox_rows where platform = $1 and scope = 'member'
      and created_at > $2 and created_at <= $3 and visible and not unread`,
    ...span,
  })

/** Which rows of members to take away, and why. */
interface Retirement extends Span {
  readonly kind: 'expired' | 'retired'
  /** Selects `member` and `id` by the platform, $1, and a span of time, $2 and $3. */
  readonly due: string
}

const retireRows = (
  transaction: Transaction,
  platform: string,
  { kind, due, ...span }: Retirement,
): Promise<Retired> =>
  retire(transaction, platform, span, {
    due,
    change: `with due as (
      select d.member, d.id, row_number() over (partition by d.member order by d.id) as place
      from (select * from (${due}) a where member = any ($4) limit ${BATCH}) d
    ), moved as (
      update inboxes i set u = i.u + c.count
      from (select member, count(*) as count from due group by member) c
      where i.platform = $1 and i.member = c.member returning i.member, i.u - c.count as before
    )
    update notifications n set gone_pos = n.pos, rev = m.before + d.place, kind = '${kind}',
      expires_at = null
    from due d join moved m on m.member = d.member
    where n.platform = $1 and n.member = d.member and n.id = d.id
    returning n.member`,
  })

/** Takes read broadcasts away that came in a span of time, from each member who read them. */
export function retireReadBroadcasts(
  transaction: Transaction,
  platform: string,
  span: Span,
): Promise<Retired> {
  const due = `select r.member, r.id, r.pos from inbox_rows r
    where r.platform = $1 and r.scope = 'broadcast' and r.created_at > $2
      and r.created_at <= $3 and r.visible and not r.unread`
  return retire(transaction, platform, span, {
    due,
    change: `with due as (select * from (${due}) d where member = any ($4) limit ${BATCH}),
    moved as (
      update inboxes i set u = i.u + 1 where i.platform = $1
        and i.member in (select member from due) returning i.member, i.u
    )
    insert into receipts as o (platform, member, broadcast, kind, rev, gone_pos)
    select $1, d.member, d.id, 'retired', m.u, d.pos from due d join moved m on m.member = d.member
    on conflict (platform, member, broadcast) do update set
      kind = excluded.kind, rev = excluded.rev, gone_pos = excluded.gone_pos
    returning o.member`,
  })
}

/** Both know the platform as $1, and a span of time as $2 and $3. */
interface Statements {
  /** Selects what is due, with its `member`. */
  readonly due: string
  /** Changes at most a batch of it, of the members in $4, and returns the `member` of each. */
  readonly change: string
}

/** Changes what is due, once the inboxes of its members are locked. */
async function retire(
  transaction: Transaction,
  platform: string,
  { after, until }: Span,
  { due, change }: Statements,
): Promise<Retired> {
  // In the order of every other writer, before anything of them is read for good.
  const locked = await transaction.query<{ member: string }>(
    `select member from inboxes where platform = $1 and member in (
      select member from (${due} limit ${BATCH}) d) order by member for update`,
    [platform, after, until],
  )
  if (locked.length === 0) return { members: [], more: false }
  const members = locked.map(({ member }) => member)
  const changed = await transaction.query<{ member: string }>(change, [
    platform,
    after,
    until,
    members,
  ])
  const touched = new Set(changed.map(({ member }) => member))
  return { members: [...touched], more: changed.length === BATCH }
}
