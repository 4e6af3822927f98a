import type { Migration } from './migration.js'

// The flags compute the same as isVisible and isUnread of belfry/protocol; a property test compares
// them. "Mark as unread" moves pos and not alert_pos, so it does not bring back a removed row.
const views = [
  `create or replace view inbox_rows with (security_invoker = true) as
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
      select not p.retracted and p.alert_pos > greatest(
        p.gone_pos, case p.scope when 'member' then g.clear_u else g.clear_b end
      ) as visible
    ) shown`,
]

/** The migration that keeps a removed row hidden until it asks for attention again. */
export const goneUntilNextCall: Migration = { version: 3, statements: views }
