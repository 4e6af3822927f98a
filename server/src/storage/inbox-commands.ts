import type { Position, Scope } from 'belfry/protocol'
import type { Transaction } from './database.js'
import type { InboxKey } from './inbox-key.js'
import type { Marks } from './inbox-marks.js'
import type { RaisedRegister } from './inbox-registers.js'
import { hiddenCategories } from './inbox-state.js'

/** An inbox that this transaction alone changes. */
export interface LockedInbox {
  readonly epoch: string
  readonly u: number
  readonly b: number
  readonly headRev: number
  readonly hidden: readonly string[]
  /** The `b` at which gamification was last switched on. */
  readonly gamificationSince: number
}

/** How to undo a command, kept with it. It is undone only while nothing later changed the same. */
export type Undo =
  | { readonly kind: 'nothing' }
  | {
      readonly kind: 'row'
      readonly scope: Scope
      readonly id: string
      /** The row's revision after the command. */
      readonly rev: number
      readonly before: Marks
    }
  /** Rows that one command changed, each with the command's revision. */
  | { readonly kind: 'rows'; readonly rev: number }
  | {
      readonly kind: 'registers'
      readonly register: 'read' | 'clear'
      readonly raised: readonly RaisedRegister[]
    }
  | { readonly kind: 'seen'; readonly before: Position; readonly after: Position }

/** What became of a command. */
export interface CommandRecord {
  readonly id: string
  /** The inbox's `u` after it. */
  readonly rev: number
  /** Why it was refused; `null` where it was not. */
  readonly code: string | null
  /** How to take it back; `null` where that was done, or cannot be. */
  readonly undo: Undo | null
  /** When it was carried out, ISO 8601. */
  readonly at: string
}

/** Where commands brought an inbox. */
export interface CommandsDone {
  readonly u: number
  readonly headRev: number
  /** The `u` of the last command that took another one back, if one did. */
  readonly undoneAt: number | null
  readonly records: readonly CommandRecord[]
  /** Earlier commands that were taken back. */
  readonly takenBack: readonly string[]
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
  const [rest] = await transaction.query<{
    epoch: string
    b: number
    gamification: boolean
    gamification_since: number
  }>(
    `select l.epoch, p.b, p.gamification, p.gamification_since
    from platforms p cross join lineage l where p.platform = $1`,
    [platform],
  )
  if (!inbox || !rest) return null
  return {
    epoch: rest.epoch,
    u: inbox.u,
    b: rest.b,
    headRev: inbox.head_rev,
    hidden: hiddenCategories(rest.gamification),
    gamificationSince: rest.gamification_since,
  }
}

/** Commands of this inbox that were seen before, by id. */
export async function readCommands(
  transaction: Transaction,
  { platform, member }: InboxKey,
  ids: readonly string[],
): Promise<Map<string, CommandRecord>> {
  const rows = await transaction.query<CommandRecord>(
    `select id, rev, code, undo, at from commands
    where platform = $1 and member = $2 and id = any ($3::uuid[])`,
    [platform, member, ids],
  )
  return new Map(rows.map((row) => [row.id, row]))
}

/** The ids of an inbox's commands that were carried out after a `u`. */
export async function readCommandsSince(
  transaction: Transaction,
  { platform, member }: InboxKey,
  u: number,
): Promise<string[]> {
  const rows = await transaction.query<{ id: string }>(
    'select id from commands where platform = $1 and member = $2 and rev > $3',
    [platform, member, u],
  )
  return rows.map(({ id }) => id)
}

/**
 * Moves the inbox to where its commands brought it, and remembers them. Taking back lowers what
 * only rises otherwise, so that no delta can tell it: whoever was below starts anew.
 */
export async function saveCommands(
  transaction: Transaction,
  { platform, member }: InboxKey,
  { u, headRev, undoneAt, records, takenBack }: CommandsDone,
): Promise<void> {
  if (records.length === 0) return
  await transaction.query(
    'update inboxes set u = $3, head_rev = $4 where platform = $1 and member = $2',
    [platform, member, u, headRev],
  )
  if (undoneAt !== null)
    await transaction.query(
      `update inboxes set floor_u = $3, floor_reason = 'undo' where platform = $1 and member = $2`,
      [platform, member, undoneAt],
    )
  await transaction.query(
    `insert into commands (platform, member, id, rev, code, undo, at)
    select $1, $2, c.id, c.rev, c.code, c.undo, c.at
    from jsonb_to_recordset($3::jsonb)
      as c(id uuid, rev bigint, code text, undo jsonb, at timestamptz)`,
    [platform, member, JSON.stringify(records)],
  )
  if (takenBack.length > 0)
    await transaction.query(
      `update commands set undo = null
      where platform = $1 and member = $2 and id = any ($3::uuid[])`,
      [platform, member, takenBack],
    )
}
