import { PLATFORM_ROLE } from '../session.js'
import type { Migration } from './migration.js'

// The names of the numbers are those of the protocol (docs/protocol.md): u and b count
// changes, pos is where a row last asked for attention, rev and revb are where the two parts
// of a row last changed.

const tables = [
  `create table platforms (
    platform text primary key,
    b bigint not null default 0,
    floor_b bigint not null default 0,
    floor_reason text not null default 'expired',
    gamification boolean not null default false,
    gamification_since bigint not null default 0,
    settings jsonb not null default '{}',
    created_at timestamptz(3) not null default now()
  )`,
  `create table api_keys (
    hash text primary key,
    platform text not null references platforms,
    scopes text[] not null,
    origin text not null,
    created_at timestamptz(3) not null default now()
  )`,
  `create table members (
    platform text not null references platforms,
    member text not null,
    name text,
    email text,
    locale text,
    time_zone text,
    role text not null default 'member',
    preferences jsonb not null default '{}',
    created_at timestamptz(3) not null default now(),
    primary key (platform, member)
  )`,
  // Erased members, with the u of their inbox. If the member returns, the new inbox starts above
  // it, so that an old cursor does not fit.
  `create table removed_members (
    platform text not null references platforms,
    member text not null,
    u bigint not null,
    primary key (platform, member)
  )`,
  `create table inboxes (
    platform text not null,
    member text not null,
    u bigint not null default 0,
    floor_u bigint not null default 0,
    floor_reason text not null default 'expired',
    head_rev bigint not null default 0,
    seen_u bigint not null default 0,
    seen_b bigint not null default 0,
    primary key (platform, member),
    foreign key (platform, member) references members on delete cascade
  ) with (fillfactor = 70)`,
  `create table registers (
    platform text not null,
    member text not null,
    category text not null,
    read_u bigint not null default 0,
    read_b bigint not null default 0,
    clear_u bigint not null default 0,
    clear_b bigint not null default 0,
    primary key (platform, member, category),
    foreign key (platform, member) references inboxes on delete cascade
  ) with (fillfactor = 70)`,
  // A member sees a broadcast of this audience if joined_b < pos <= left_b.
  `create table memberships (
    platform text not null,
    member text not null,
    audience text not null,
    joined_b bigint not null,
    left_b bigint,
    primary key (platform, member, audience, joined_b),
    foreign key (platform, member) references members on delete cascade
  )`,
  // A member does not see a broadcast of this topic if from_b < pos <= to_b.
  `create table mutes (
    platform text not null,
    member text not null,
    topic text not null,
    from_b bigint not null,
    to_b bigint,
    primary key (platform, member, topic, from_b),
    foreign key (platform, member) references members on delete cascade
  )`,
  // The authors and places of comments. The texts are not stored.
  `create table comments (
    platform text not null references platforms,
    comment text not null,
    course text not null,
    lesson text not null,
    author text not null,
    primary key (platform, comment)
  )`,
  `create table notifications (
    platform text not null,
    member text not null,
    id uuid not null,
    category text not null,
    kind text not null,
    rev bigint not null,
    pos bigint not null,
    alert_pos bigint not null,
    read_pos bigint not null default 0,
    gone_pos bigint not null default 0,
    content_rev bigint not null,
    created_at timestamptz(3) not null,
    expires_at timestamptz(3),
    dedupe_key text,
    content jsonb not null,
    primary key (platform, member, id),
    foreign key (platform, member) references inboxes on delete cascade
  ) with (fillfactor = 80)`,
  `create table broadcasts (
    platform text not null references platforms,
    id uuid not null,
    audience text not null,
    exclude text[] not null default '{}',
    topics text[] not null default '{}',
    category text not null,
    kind text not null,
    revb bigint not null,
    pos bigint not null,
    alert_pos bigint not null,
    retracted boolean not null default false,
    content_rev bigint not null,
    created_at timestamptz(3) not null,
    expires_at timestamptz(3),
    dedupe_key text,
    contents jsonb not null,
    primary key (platform, id)
  )`,
  `create table receipts (
    platform text not null,
    member text not null,
    broadcast uuid not null,
    kind text not null,
    rev bigint not null,
    read_pos bigint not null default 0,
    gone_pos bigint not null default 0,
    raised_u bigint not null default 0,
    read_at_u bigint not null default 0,
    primary key (platform, member, broadcast),
    foreign key (platform, member) references inboxes on delete cascade,
    foreign key (platform, broadcast) references broadcasts on delete cascade
  ) with (fillfactor = 80)`,
  `create table commands (
    platform text not null,
    member text not null,
    id uuid not null,
    rev bigint not null,
    code text,
    undo jsonb,
    at timestamptz(3) not null default now(),
    primary key (platform, member, id),
    foreign key (platform, member) references inboxes on delete cascade
  )`,
  `create table events (
    platform text not null references platforms,
    source text not null,
    id text not null,
    fingerprint text not null,
    effects jsonb not null default '[]',
    at timestamptz(3) not null default now(),
    primary key (platform, source, id)
  )`,
  `create table idempotency (
    platform text not null references platforms,
    key text not null,
    fingerprint text not null,
    effects jsonb not null default '[]',
    at timestamptz(3) not null,
    primary key (platform, key)
  )`,
]

const indexes = [
  'create index on api_keys (platform)',
  'create index on memberships (platform, audience)',
  'create index on notifications (platform, member, rev)',
  'create index on notifications (platform, member, created_at desc, id desc)',
  'create index on notifications (expires_at) where expires_at is not null',
  'create index on notifications using brin (created_at)',
  `create index on notifications (platform, member, dedupe_key) where dedupe_key is not null`,
  'create index on broadcasts (platform, revb)',
  'create index on broadcasts (platform, audience, pos)',
  'create index on broadcasts (expires_at) where expires_at is not null',
  `create index on broadcasts (platform, audience, dedupe_key) where dedupe_key is not null`,
  'create index on comments (platform, course, lesson)',
  'create index on comments (platform, author)',
  'create index on receipts (platform, member, rev)',
  'create index on receipts (platform, broadcast)',
  'create index on commands (platform, member, rev)',
  'create index on commands (at)',
  'create index on events (at)',
  'create index on idempotency (at)',
]

// All rows of a member's inbox, with the fields that decide whether a row is visible and
// unread. The two flags compute the same as isVisible and isUnread of belfry/protocol; a
// property test compares them.
const views = [
  `create view inbox_parts with (security_invoker = true) as
    select n.platform, n.member, n.id, 'member' as scope, n.category, n.kind, n.created_at, n.rev,
      0::bigint as revb, n.pos, n.alert_pos, n.read_pos, n.gone_pos, 0::bigint as raised_u,
      0::bigint as read_at_u, false as retracted, n.content_rev, n.content, null::jsonb as contents
    from notifications n
    union all
    select m.platform, m.member, b.id, 'broadcast', b.category,
      case when r.rev is null or b.kind <> 'created' then b.kind else r.kind end,
      b.created_at, coalesce(r.rev, 0), b.revb, b.pos, b.alert_pos, coalesce(r.read_pos, 0),
      coalesce(r.gone_pos, 0), coalesce(r.raised_u, 0), coalesce(r.read_at_u, 0), b.retracted,
      b.content_rev, null::jsonb, b.contents
    from memberships m
    join broadcasts b on b.platform = m.platform and b.audience = m.audience
      and b.pos > m.joined_b and (m.left_b is null or b.pos <= m.left_b)
      and not m.member = any (b.exclude)
      and not exists (
        select from mutes u
        where u.platform = m.platform and u.member = m.member and u.topic = any (b.topics)
          and b.pos > u.from_b and (u.to_b is null or b.pos <= u.to_b))
    left join receipts r
      on r.platform = m.platform and r.member = m.member and r.broadcast = b.id`,
  `create view inbox_rows with (security_invoker = true) as
    select p.*,
      shown.visible,
      shown.visible and (
        p.pos > greatest(p.read_pos, case p.scope when 'member' then g.read_u else g.read_b end)
        or p.scope = 'broadcast' and p.raised_u > greatest(p.read_at_u, g.read_u)
      ) as unread
    from inbox_parts p
    left join registers g
      on g.platform = p.platform and g.member = p.member and g.category = p.category
    cross join lateral (
      select not p.retracted and p.pos > greatest(
        p.gone_pos, case p.scope when 'member' then g.clear_u else g.clear_b end
      ) as visible
    ) shown`,
]

const isolated = [
  'members',
  'removed_members',
  'inboxes',
  'registers',
  'memberships',
  'mutes',
  'comments',
  'notifications',
  'broadcasts',
  'receipts',
  'commands',
  'events',
  'idempotency',
]

// Row-level security limits the role to one platform, even if a statement has no such condition.
// The role has no access to meta and api_keys.
const isolation = [
  `grant select, insert, update, delete on ${isolated.join(', ')} to ${PLATFORM_ROLE}`,
  `grant select, update on platforms to ${PLATFORM_ROLE}`,
  `grant select on lineage, inbox_parts, inbox_rows to ${PLATFORM_ROLE}`,
  ...['platforms', ...isolated].flatMap((table) => [
    `alter table ${table} enable row level security`,
    `create policy own_platform on ${table} using (platform = current_setting('belfry.platform'))`,
  ]),
]

/** The migration that creates the schema. */
export const initial: Migration = {
  version: 1,
  statements: [...tables, ...indexes, ...views, ...isolation],
}
