import { type Content, searchTextOf } from 'belfry/protocol'
import { searchTextsOf } from '../notifications.js'
import type { Transaction } from '../database.js'
import { PLATFORM_ROLE } from '../session.js'
import type { Migration } from './migration.js'

// The search text is folded by the same code that pages use. No database folds text in this
// way, and each database folds by its own locale. An index would not help, because a search
// reads one inbox.
const columns = [
  `alter table notifications add column search_text text not null default ''`,
  `alter table broadcasts add column search_texts jsonb not null default '{}'`,
]

const views = [
  'drop view inbox_rows',
  'drop view inbox_parts',
  `create view inbox_parts with (security_invoker = true) as
    select n.platform, n.member, n.id, 'member' as scope, n.category, n.kind, n.created_at, n.rev,
      0::bigint as revb, n.pos, n.alert_pos, n.read_pos, n.gone_pos, 0::bigint as raised_u,
      0::bigint as read_at_u, false as retracted, n.content_rev, n.content, null::jsonb as contents,
      n.search_text, null::jsonb as search_texts
    from notifications n
    union all
    select m.platform, m.member, b.id, 'broadcast', b.category,
      case when r.rev is null or b.kind <> 'created' then b.kind else r.kind end,
      b.created_at, coalesce(r.rev, 0), b.revb, b.pos, b.alert_pos, coalesce(r.read_pos, 0),
      coalesce(r.gone_pos, 0), coalesce(r.raised_u, 0), coalesce(r.read_at_u, 0), b.retracted,
      b.content_rev, null::jsonb, b.contents, null::text, b.search_texts
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
  `grant select on inbox_parts, inbox_rows to ${PLATFORM_ROLE}`,
]

/**
 * The number of rows that one statement fills. A larger batch might exceed the statement timeout.
 */
const BATCH = 1000

interface Key {
  readonly platform: string
  readonly member: string
  readonly id: string
}

async function fillNotifications(transaction: Transaction): Promise<void> {
  let last: Key | undefined = { platform: '', member: '', id: NIL }
  while (last) {
    const rows: (Key & { content: Content })[] = await transaction.query(
      `select platform, member, id, content from notifications
      where (platform, member, id) > ($1, $2, $3) order by platform, member, id limit ${BATCH}`,
      [last.platform, last.member, last.id],
    )
    await transaction.query(
      `update notifications n set search_text = f.text
      from jsonb_to_recordset($1::jsonb) as f(platform text, member text, id uuid, text text)
      where n.platform = f.platform and n.member = f.member and n.id = f.id`,
      [
        JSON.stringify(
          rows.map(({ content, ...key }) => ({ ...key, text: searchTextOf(content) })),
        ),
      ],
    )
    last = rows.at(-1)
  }
}

async function fillBroadcasts(transaction: Transaction): Promise<void> {
  let last: Omit<Key, 'member'> | undefined = { platform: '', id: NIL }
  while (last) {
    const rows: { platform: string; id: string; contents: Record<string, Content> }[] =
      await transaction.query(
        `select platform, id, contents from broadcasts
        where (platform, id) > ($1, $2) order by platform, id limit ${BATCH}`,
        [last.platform, last.id],
      )
    const filled = rows.map(({ contents, ...key }) => ({ ...key, texts: searchTextsOf(contents) }))
    await transaction.query(
      `update broadcasts b set search_texts = f.texts
      from jsonb_to_recordset($1::jsonb) as f(platform text, id uuid, texts jsonb)
      where b.platform = f.platform and b.id = f.id`,
      [JSON.stringify(filled)],
    )
    last = rows.at(-1)
  }
}

const NIL = '00000000-0000-0000-0000-000000000000'

/** The migration that stores the folded search text beside each notification. */
export const searchText: Migration = {
  version: 2,
  statements: [...columns, ...views],
  async fill(transaction) {
    await fillNotifications(transaction)
    await fillBroadcasts(transaction)
  },
}
