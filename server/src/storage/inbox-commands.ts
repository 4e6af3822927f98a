import type { Position, Scope } from 'belfry/protocol'
import type { Transaction } from './database.js'
import type { InboxKey } from './inbox-key.js'
import type { MemberMarks } from './inbox-marks.js'
import type { RaisedRegister } from './inbox-registers.js'
import { hiddenCategories } from './inbox-state.js'

/** The state of an inbox that this transaction has locked. */
export interface LockedInbox {
  readonly epoch: string
  readonly u: number
  readonly b: number
  readonly headRev: number
  readonly hiddenCategories: readonly string[]
  /** The `b` at which gamification was last switched on. */
  readonly gamificationSince: number
}

/**
 * The data to undo a command, stored with it. An undo succeeds only if no later command changed the
 * same row or register.
 */
export type Undo =
  | { readonly kind: 'nothing' }
  | {
      readonly kind: 'row'
      readonly scope: Scope
      readonly id: string
      /** The row's revision after the command. */
      readonly rev: number
      readonly before: MemberMarks
    }
  /** Rows that one command changed. All of them carry the command's revision. */
  | { readonly kind: 'rows'; readonly rev: number }
  | {
      readonly kind: 'registers'
      readonly register: 'read' | 'clear'
      readonly raised: readonly RaisedRegister[]
    }
  | { readonly kind: 'seen'; readonly before: Position; readonly after: Position }

/** The result of a command. */
export interface CommandRecord {
  readonly id: string
  /** The inbox's `u` after the command. */
  readonly rev: number
  /** The reason for a refusal; `null` if the command was applied. */
  readonly code: string | null
  /** The data to undo the command; `null` if it was undone already or cannot be undone. */
  readonly undo: Undo | null
  /** The time at which the command was applied, in ISO 8601. */
  readonly at: string
}

/** The state of an inbox after a batch of commands. */
export interface CommandsDone {
  readonly u: number
  readonly headRev: number
  /** The `u` of the last undo command in the batch; `null` if there was none. */
  readonly undoneAt: number | null
  readonly records: readonly CommandRecord[]
  /** The ids of earlier commands that the batch undid. */
  readonly undone: readonly string[]
}

/**
 * Locks the inbox until the transaction ends. Returns `null` if the directory does not
 * know the member.
 */
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
    hiddenCategories: hiddenCategories(rest.gamification),
    gamificationSince: rest.gamification_since,
  }
}

/** Reads the records of earlier commands of this inbox, by command id. */
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

/** Returns the ids of an inbox's commands that were applied after a `u`. */
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
 * Stores the position that an inbox reached with a batch of commands, and their records. An undo
 * lowers numbers that otherwise only rise, and a delta cannot express that. It therefore raises the
 * inbox's floor, so that clients below it get a snapshot.
 */
export async function saveCommands(
  transaction: Transaction,
  { platform, member }: InboxKey,
  { u, headRev, undoneAt, records, undone }: CommandsDone,
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
  if (undone.length > 0)
    await transaction.query(
      `update commands set undo = null
      where platform = $1 and member = $2 and id = any ($3::uuid[])`,
      [platform, member, undone],
    )
}
