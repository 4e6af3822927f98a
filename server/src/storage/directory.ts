import type { Transaction } from './database.js'

/** What an event or the host tells of a member. What is absent stays as it was. */
export interface MemberFacts {
  readonly member: string
  readonly name?: string
  readonly email?: string
  readonly locale?: string
  readonly timeZone?: string
  readonly role?: string
}

/** A member in an audience, such as `course:algebra`. */
export interface Membership {
  readonly member: string
  readonly audience: string
}

/** Every member of the platform is in this audience. */
export const EVERYONE = 'platform'

/** The languages of those members that the directory knows. */
export async function readLocales(
  transaction: Transaction,
  platform: string,
  members: readonly string[],
): Promise<Map<string, string | null>> {
  const rows = await transaction.query<{ member: string; locale: string | null }>(
    'select member, locale from members where platform = $1 and member = any ($2)',
    [platform, members],
  )
  return new Map(rows.map(({ member, locale }) => [member, locale]))
}

/**
 * Keeps members current; who is new gets an inbox. The caller holds the platform's lock: a new
 * member sees the broadcasts that come after this moment.
 *
 * @returns who is new.
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
      'insert into inboxes (platform, member) select $1, unnest($2::text[]) on conflict do nothing',
      [platform, created],
    )
    const everyone = created.map((member) => ({ member, audience: EVERYONE }))
    await joinAudiences(transaction, platform, everyone)
  }
  return new Set(created)
}

/**
 * Lets members into audiences; who is in already stays. The caller holds the platform's lock.
 *
 * @returns the memberships that began.
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
    where not exists (
      select from memberships c where c.platform = $1 and c.member = j.member
        and c.audience = j.audience and c.left_b is null)
    group by j.member, j.audience, p.b order by j.member, j.audience
    on conflict (platform, member, audience, joined_b) do update set left_b = null
    returning s.member, s.audience`,
    [platform, JSON.stringify(memberships)],
  )
}

/** One member as the directory has them; `null` for nobody. */
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
