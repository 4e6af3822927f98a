import type { Position } from 'belfry/protocol'
import type { Transaction } from './database.js'
import type { InboxKey } from './inbox-key.js'

/** A register that a command raised, with its position before and after. */
export interface RaisedRegister {
  readonly category: string
  readonly before: Position
  readonly after: Position
}

/** The name of a register. Every category has both. */
export type RegisterName = 'read' | 'clear'

interface RaisedRow {
  category: string
  before_u: number
  before_b: number
  after_u: number
  after_b: number
}

/**
 * Raises the read or clear register of categories to a position. A register is never lowered.
 *
 * @returns the registers that rose
 */
export async function raiseRegisters(
  transaction: Transaction,
  { platform, member }: InboxKey,
  name: RegisterName,
  to: Position & { readonly categories: readonly string[] },
): Promise<RaisedRegister[]> {
  if (to.u === 0 && to.b === 0) return []
  const [u, b] = [`${name}_u`, `${name}_b`]
  const rows = await transaction.query<RaisedRow>(
    `with before as (
      select category, ${u} as u, ${b} as b from registers
      where platform = $1 and member = $2 and category = any ($3)
    ), raised as (
      insert into registers as g (platform, member, category, ${u}, ${b})
      select $1, $2, unnest($3::text[]), $4, $5
      on conflict (platform, member, category) do update set
        ${u} = greatest(g.${u}, excluded.${u}), ${b} = greatest(g.${b}, excluded.${b})
      where g.${u} < excluded.${u} or g.${b} < excluded.${b}
      returning category, ${u} as u, ${b} as b
    )
    select r.category, coalesce(o.u, 0) as before_u, coalesce(o.b, 0) as before_b,
      r.u as after_u, r.b as after_b
    from raised r left join before o on o.category = r.category`,
    [platform, member, to.categories, to.u, to.b],
  )
  return rows.map((row) => ({
    category: row.category,
    before: { u: row.before_u, b: row.before_b },
    after: { u: row.after_u, b: row.after_b },
  }))
}

/** Reads the positions of a register, by category. */
export async function readRegisters(
  transaction: Transaction,
  { platform, member }: InboxKey,
  name: RegisterName,
): Promise<Map<string, Position>> {
  const rows = await transaction.query<Position & { category: string }>(
    `select category, ${name}_u as u, ${name}_b as b from registers
    where platform = $1 and member = $2`,
    [platform, member],
  )
  return new Map(rows.map(({ category, u, b }) => [category, { u, b }]))
}

/** Sets registers back to the positions before they were raised. */
export async function restoreRegisters(
  transaction: Transaction,
  { platform, member }: InboxKey,
  name: RegisterName,
  raised: readonly RaisedRegister[],
): Promise<void> {
  await transaction.query(
    `update registers g set ${name}_u = r.u, ${name}_b = r.b
    from jsonb_to_recordset($3::jsonb) as r(category text, u bigint, b bigint)
    where g.platform = $1 and g.member = $2 and g.category = r.category`,
    [
      platform,
      member,
      JSON.stringify(raised.map(({ category, before }) => ({ category, ...before }))),
    ],
  )
}

/** Reads the position up to which the member has seen the inbox. */
export async function readSeen(
  transaction: Transaction,
  { platform, member }: InboxKey,
): Promise<Position> {
  const [row] = await transaction.query<Position>(
    'select seen_u as u, seen_b as b from inboxes where platform = $1 and member = $2',
    [platform, member],
  )
  return row ?? { u: 0, b: 0 }
}

/** Stores the position up to which the member has seen the inbox. */
export async function writeSeen(
  transaction: Transaction,
  { platform, member }: InboxKey,
  { u, b }: Position,
): Promise<void> {
  await transaction.query(
    'update inboxes set seen_u = $3, seen_b = $4 where platform = $1 and member = $2',
    [platform, member, u, b],
  )
}

/**
 * Removes every visible, read row that did not ask for attention after `upTo`.
 *
 * @returns the number of removed rows
 */
export async function clearReadRows(
  transaction: Transaction,
  { platform, member }: InboxKey,
  {
    upTo,
    hidden,
    rev,
  }: {
    readonly upTo: Position
    readonly hidden: readonly string[]
    readonly rev: number
  },
): Promise<number> {
  const own = await transaction.query(
    `update notifications n set gone_pos = n.pos, rev = $4, kind = 'removed'
    from inbox_rows r
    where n.platform = $1 and n.member = $2 and r.platform = $1 and r.member = $2 and r.id = n.id
      and r.scope = 'member' and r.visible and not r.unread and r.alert_pos <= $3
      and not r.category = any ($5)
    returning n.id`,
    [platform, member, upTo.u, rev, hidden],
  )
  const shared = await transaction.query(
    `insert into receipts as o (platform, member, broadcast, kind, rev, gone_pos)
    select r.platform, r.member, r.id, 'removed', $4::bigint, r.pos from inbox_rows r
    where r.platform = $1 and r.member = $2 and r.scope = 'broadcast' and r.visible
      and not r.unread and r.alert_pos <= $3 and not r.category = any ($5)
    on conflict (platform, member, broadcast) do update set
      kind = excluded.kind, rev = excluded.rev, gone_pos = excluded.gone_pos
    returning broadcast`,
    [platform, member, upTo.b, rev, hidden],
  )
  return own.length + shared.length
}

/**
 * Restores the rows that one command removed, except rows that changed since.
 *
 * @returns the number of restored rows
 */
export async function restoreRows(
  transaction: Transaction,
  { platform, member }: InboxKey,
  { from, rev }: { readonly from: number; readonly rev: number },
): Promise<number> {
  const parameters = [platform, member, from, rev]
  const own = await transaction.query(
    `update notifications set gone_pos = 0, rev = $4, kind = 'restored'
    where platform = $1 and member = $2 and rev = $3 returning id`,
    parameters,
  )
  const shared = await transaction.query(
    `update receipts set gone_pos = 0, rev = $4, kind = 'restored'
    where platform = $1 and member = $2 and rev = $3 returning broadcast`,
    parameters,
  )
  return own.length + shared.length
}
