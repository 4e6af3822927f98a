import type { Position } from 'belfry/protocol'
import type { Transaction } from './database.js'
import { hiddenCategories } from './inbox-state.js'
import type { InboxKey } from './inbox-key.js'

/** An inbox that this transaction alone changes. */
export interface LockedInbox {
  readonly epoch: string
  readonly u: number
  readonly b: number
  readonly headRev: number
  readonly hidden: readonly string[]
}

/** What became of a command. */
export interface CommandRecord {
  readonly id: string
  /** The inbox's `u` after it. */
  readonly rev: number
  /** Why it was refused; `null` where it was not. */
  readonly code: string | null
}

/** Holds the inbox until the transaction ends; `null` for a member that the directory does not know. */
export async function lockInbox(
  transaction: Transaction,
  { platform, member }: InboxKey,
): Promise<LockedInbox | null> {
  const [inbox] = await transaction.query<{ u: number; head_rev: number }>(
    'select u, head_rev from inboxes where platform = $1 and member = $2 for update',
    [platform, member],
  )
  const [rest] = await transaction.query<{ epoch: string; b: number; gamification: boolean }>(
    'select l.epoch, p.b, p.gamification from platforms p cross join lineage l where p.platform = $1',
    [platform],
  )
  if (!inbox || !rest) return null
  return {
    epoch: rest.epoch,
    u: inbox.u,
    b: rest.b,
    headRev: inbox.head_rev,
    hidden: hiddenCategories(rest.gamification),
  }
}

/** Commands of this inbox that were seen before, by id. */
export async function readCommands(
  transaction: Transaction,
  { platform, member }: InboxKey,
  ids: readonly string[],
): Promise<Map<string, CommandRecord>> {
  const rows = await transaction.query<CommandRecord>(
    `select id, rev, code from commands
    where platform = $1 and member = $2 and id = any ($3::uuid[])`,
    [platform, member, ids],
  )
  return new Map(rows.map((row) => [row.id, row]))
}

/** Moves the inbox to where its commands brought it, and remembers them. */
export async function saveCommands(
  transaction: Transaction,
  { platform, member }: InboxKey,
  after: {
    readonly u: number
    readonly headRev: number
    readonly records: readonly CommandRecord[]
  },
): Promise<void> {
  if (after.records.length === 0) return
  await transaction.query(
    'update inboxes set u = $3, head_rev = $4 where platform = $1 and member = $2',
    [platform, member, after.u, after.headRev],
  )
  await transaction.query(
    `insert into commands (platform, member, id, rev, code)
    select $1, $2, c.id, c.rev, c.code
    from jsonb_to_recordset($3::jsonb) as c(id uuid, rev bigint, code text)`,
    [platform, member, JSON.stringify(after.records)],
  )
}

/** Marks a member's own row as read up to a place. */
export async function readMember(
  transaction: Transaction,
  { platform, member }: InboxKey,
  mark: { readonly id: string; readonly readPos: number; readonly rev: number },
): Promise<void> {
  await transaction.query(
    `update notifications set read_pos = $4, rev = $5, kind = 'read'
    where platform = $1 and member = $2 and id = $3`,
    [platform, member, mark.id, mark.readPos, mark.rev],
  )
}

/** Marks a broadcast as read up to a place, for one member. */
export async function readReceipt(
  transaction: Transaction,
  { platform, member }: InboxKey,
  mark: {
    readonly id: string
    readonly readPos: number
    readonly readAtU: number
    readonly rev: number
  },
): Promise<void> {
  await transaction.query(
    `insert into receipts (platform, member, broadcast, kind, rev, read_pos, read_at_u)
    values ($1, $2, $3, 'read', $6, $4, $5)
    on conflict (platform, member, broadcast) do update set
      kind = 'read', rev = excluded.rev, read_pos = excluded.read_pos,
      read_at_u = excluded.read_at_u`,
    [platform, member, mark.id, mark.readPos, mark.readAtU, mark.rev],
  )
}

/**
 * Raises what is read, per category; never lowers it.
 *
 * @returns whether anything rose.
 */
export async function raiseReadRegisters(
  transaction: Transaction,
  { platform, member }: InboxKey,
  to: Position & { readonly categories: readonly string[] },
): Promise<boolean> {
  if (to.u === 0 && to.b === 0) return false
  const rows = await transaction.query(
    `insert into registers as g (platform, member, category, read_u, read_b)
    select $1, $2, unnest($3::text[]), $4, $5
    on conflict (platform, member, category) do update set
      read_u = greatest(g.read_u, excluded.read_u), read_b = greatest(g.read_b, excluded.read_b)
    where g.read_u < excluded.read_u or g.read_b < excluded.read_b
    returning category`,
    [platform, member, to.categories, to.u, to.b],
  )
  return rows.length > 0
}
