import type { Transaction } from './database.js'

/** The data of a member that an event or the host sends. Absent fields keep their stored value. */
export interface MemberFacts {
  readonly member: string
  readonly name?: string
  readonly email?: string
  readonly locale?: string
  readonly timeZone?: string
  readonly role?: string
}

/** The membership of a member in an audience, such as `course:algebra`. */
export interface Membership {
  readonly member: string
  readonly audience: string
}

/** The audience that every member of a platform belongs to. */
export const EVERYONE = 'platform'

/** The data of a member that decides how a notification is delivered. */
export interface Recipient {
  readonly member: string
  /** The member's language; `null` if it is unknown. */
  readonly locale: string | null
  /** The topics that the member has muted. */
  readonly muted: readonly string[]
}

/** Reads the recipients that the directory knows, by member id. */
export async function readRecipients(
  transaction: Transaction,
  platform: string,
  members: readonly string[],
): Promise<Map<string, Recipient>> {
  if (members.length === 0) return new Map()
  const rows = await transaction.query<Recipient>(
    `select m.member, m.locale, array (
      select topic from mutes u
      where u.platform = m.platform and u.member = m.member and u.to_b is null) as muted
    from members m where m.platform = $1 and m.member = any ($2)`,
    [platform, members],
  )
  return new Map(rows.map((row) => [row.member, row]))
}

/** Returns those of the members that were erased and not registered again. */
export async function readRemoved(
  transaction: Transaction,
  platform: string,
  members: readonly string[],
): Promise<Set<string>> {
  if (members.length === 0) return new Set()
  const rows = await transaction.query<{ member: string }>(
    'select member from removed_members where platform = $1 and member = any ($2)',
    [platform, members],
  )
  return new Set(rows.map(({ member }) => member))
}

/**
 * Erases a member and all their data. Only the member's id and the inbox's `u` are kept, so that
 * old tokens and cursors stay invalid. The caller holds the platform's lock.
 *
 * @returns whether the member existed
 */
export async function removeMember(
  transaction: Transaction,
  platform: string,
  member: string,
): Promise<boolean> {
  const gone = await transaction.query(
    `insert into removed_members (platform, member, u)
    select platform, member, u from inboxes where platform = $1 and member = $2
    on conflict (platform, member) do update set u = excluded.u returning member`,
    [platform, member],
  )
  if (gone.length === 0) return false
  await transaction.query('delete from comments where platform = $1 and author = $2', [
    platform,
    member,
  ])
  await transaction.query('delete from members where platform = $1 and member = $2', [
    platform,
    member,
  ])
  return true
}

/**
 * Inserts or updates members. A member who is new, or was erased before, gets an inbox. The caller
 * holds the platform's lock, because a new member sees only the broadcasts after this moment.
 *
 * @returns the ids of the new members
 */
export async function saveMembers(
  transaction: Transaction,
  platform: string,
  members: readonly MemberFacts[],
): Promise<Set<string>> {
  const facts = JSON.stringify(members)
  const saved = await transaction.query<{ member: string; created: boolean }>(
    `insert into members as m (platform, member, name, email, locale, time_zone, role)
    select $1, f.member, f.name, f.email, f.locale, f."timeZone", coalesce(f.role, 'member')
    from jsonb_to_recordset($2::jsonb)
      as f(member text, name text, email text, locale text, "timeZone" text, role text)
    order by f.member
    on conflict (platform, member) do update set
      name = coalesce(excluded.name, m.name), email = coalesce(excluded.email, m.email),
      locale = coalesce(excluded.locale, m.locale),
      time_zone = coalesce(excluded.time_zone, m.time_zone)
    returning m.member, m.xmax = 0 as created`,
    [platform, facts],
  )
  const created = saved.filter((row) => row.created).map(({ member }) => member)
  if (created.length > 0) {
    await transaction.query(
      `with back as (
        delete from removed_members where platform = $1 and member = any ($2::text[])
        returning member, u + 1 as u)
      insert into inboxes (platform, member, u, floor_u)
      select $1, c.member, coalesce(b.u, 0), coalesce(b.u, 0)
      from unnest($2::text[]) as c(member) left join back b on b.member = c.member
      on conflict do nothing`,
      [platform, created],
    )
    const everyone = created.map((member) => ({ member, audience: EVERYONE }))
    await joinAudiences(transaction, platform, everyone)
  }
  return new Set(created)
}

/**
 * Adds members to audiences. A member who is in an audience already stays in it. The caller holds
 * the platform's lock.
 *
 * @returns the memberships that began
 */
export async function joinAudiences(
  transaction: Transaction,
  platform: string,
  memberships: readonly Membership[],
): Promise<Membership[]> {
  return transaction.query<Membership>(
    `insert into memberships as s (platform, member, audience, joined_b)
    select $1, j.member, j.audience, p.b
    from jsonb_to_recordset($2::jsonb) as j(member text, audience text)
    join platforms p on p.platform = $1
    join members m on m.platform = $1 and m.member = j.member
    where not exists (
      select from memberships c where c.platform = $1 and c.member = j.member
        and c.audience = j.audience and c.left_b is null)
    group by j.member, j.audience, p.b order by j.member, j.audience
    on conflict (platform, member, audience, joined_b) do update set left_b = null
    returning s.member, s.audience`,
    [platform, JSON.stringify(memberships)],
  )
}

/**
 * Removes members from audiences. They keep the broadcasts that they received before. The caller
 * holds the platform's lock.
 *
 * @returns the memberships that ended
 */
export async function leaveAudiences(
  transaction: Transaction,
  platform: string,
  memberships: readonly Membership[],
): Promise<Membership[]> {
  return transaction.query<Membership>(
    `update memberships s set left_b = p.b
    from jsonb_to_recordset($2::jsonb) as l(member text, audience text)
    join platforms p on p.platform = $1
    where s.platform = $1 and s.member = l.member and s.audience = l.audience and s.left_b is null
    returning s.member, s.audience`,
    [platform, JSON.stringify(memberships)],
  )
}

/** Reads one member from the directory; `null` if the directory does not know the member. */
export async function findMember(
  transaction: Transaction,
  platform: string,
  member: string,
): Promise<{ member: string; name: string | null; role: string } | null> {
  const [row] = await transaction.query<{ member: string; name: string | null; role: string }>(
    'select member, name, role from members where platform = $1 and member = $2',
    [platform, member],
  )
  return row ?? null
}
