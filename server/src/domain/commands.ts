import { catalogue, type Command, type CommandResult, type Position } from 'belfry/protocol'
import type { CursorContent } from '../http/cursor.js'
import type { Database, Transaction } from '../storage/database.js'
import {
  type CommandRecord,
  lockInbox,
  type LockedInbox,
  raiseReadRegisters,
  readCommands,
  readMember,
  readReceipt,
  saveCommands,
} from '../storage/inbox-writes.js'
import type { InboxKey } from '../storage/inbox-key.js'
import { findRow } from '../storage/inbox-rows.js'
import { register } from './register.js'

/** The commands that this version carries out. */
export type SupportedCommand = ReadCommand | ReadAllCommand
type ReadCommand = Command & { type: 'read' }
type ReadAllCommand = Command & { type: 'read-all' }

/** Whether this version carries a command out. */
export const isSupported = (command: Command): command is SupportedCommand =>
  command.type === 'read' || command.type === 'read-all'

/** A request's commands, with what its cursors say. */
export interface CommandBatch {
  readonly base: string
  readonly commands: readonly SupportedCommand[]
  /** Reads a cursor of this member's; `null` where it is not one of ours. */
  readonly readCursor: (cursor: string) => CursorContent | null
}

/** The moment that a command acts on: the inbox is locked, so nothing moves meanwhile. */
interface Scene {
  readonly transaction: Transaction
  readonly key: InboxKey
  readonly epoch: string
  readonly hidden: readonly string[]
  /** Where the next change will stand. */
  readonly next: Position
  readonly readCursor: (cursor: string | undefined) => CursorContent | null
}

/** What one command did: nothing is also done. */
type Outcome =
  | { readonly changed: boolean; readonly head?: boolean }
  | { readonly refused: 'epoch' | 'not-found' }

/** A number above every position: "the latest", whatever it is. */
const LATEST = Number.MAX_SAFE_INTEGER

/**
 * Carries commands out, in order, in one transaction. A command that was seen before has no further
 * effect and is answered as the first time.
 */
export function applyCommands(
  database: Database,
  key: InboxKey,
  batch: CommandBatch,
): Promise<{ results: CommandResult[]; changed: boolean }> {
  return database.transaction(key.platform, async (transaction) => {
    const inbox = await lockRegistered(transaction, key)
    const seen = await readCommands(
      transaction,
      key,
      batch.commands.map(({ id }) => id),
    )
    let { u, headRev } = inbox
    const results: CommandResult[] = []
    const records: CommandRecord[] = []
    for (const command of batch.commands) {
      const before = seen.get(command.id)
      if (before) {
        results.push(resultOf(command.id, 'repeated', before.code))
        continue
      }
      const outcome = await perform(command, {
        transaction,
        key,
        epoch: inbox.epoch,
        hidden: inbox.hidden,
        next: { u: u + 1, b: inbox.b },
        readCursor: (cursor) => batch.readCursor(cursor ?? batch.base),
      })
      if ('changed' in outcome && outcome.changed) u += 1
      if ('changed' in outcome && outcome.head) headRev = u
      const code = 'refused' in outcome ? outcome.refused : null
      const record = { id: command.id, rev: u, code }
      seen.set(command.id, record)
      records.push(record)
      results.push(resultOf(command.id, code === null ? 'applied' : 'refused', code))
    }
    await saveCommands(transaction, key, { u, headRev, records })
    return { results, changed: u > inbox.u }
  })
}

async function lockRegistered(transaction: Transaction, key: InboxKey): Promise<LockedInbox> {
  const inbox = await lockInbox(transaction, key)
  if (inbox) return inbox
  await register(transaction, key)
  return lockRegistered(transaction, key)
}

const resultOf = (
  id: string,
  status: CommandResult['status'],
  code: string | null,
): CommandResult => (code === null ? { id, status } : { id, status, code })

const perform = (command: SupportedCommand, scene: Scene): Promise<Outcome> =>
  command.type === 'read-all' ? readAll(command, scene) : read(command, scene)

async function read(command: ReadCommand, scene: Scene): Promise<Outcome> {
  const { transaction, key, next } = scene
  const row = await findRow(transaction, key, command.notification, scene.hidden)
  if (!row) return { refused: 'not-found' }
  // Never beyond what the row is: a later call for attention, not yet shown, stays unread.
  const readPos = command.pos === 'latest' ? row.pos : Math.min(command.pos, row.pos)
  if (row.scope === 'member') {
    if (row.readPos >= readPos) return { changed: false }
    await readMember(transaction, key, { id: row.id, readPos, rev: next.u })
    return { changed: true }
  }
  if (row.readPos >= readPos && row.raisedU <= row.readAtU) return { changed: false }
  const readAtU = Math.max(row.readAtU, Math.min(actedAt(command, scene), next.u))
  await readReceipt(transaction, key, {
    id: row.id,
    readPos: Math.max(row.readPos, readPos),
    readAtU,
    rev: next.u,
  })
  return { changed: true }
}

/** The `u` that the member had been shown. A cursor of another history tells nothing. */
function actedAt({ pos, at }: ReadCommand, { readCursor, epoch }: Scene): number {
  if (pos === 'latest') return LATEST
  const cursor = readCursor(at)
  return cursor?.epoch === epoch ? cursor.position.u : 0
}

async function readAll(
  { upTo, category }: ReadAllCommand,
  { transaction, key, next, epoch, hidden, readCursor }: Scene,
): Promise<Outcome> {
  const cursor = readCursor(upTo)
  if (cursor?.epoch !== epoch) return { refused: 'epoch' }
  const categories = (category === undefined ? shippedCategories : [category]).filter(
    (name) => !hidden.includes(name),
  )
  const changed = await raiseReadRegisters(transaction, key, {
    categories,
    u: Math.min(cursor.position.u, next.u - 1),
    b: Math.min(cursor.position.b, next.b),
  })
  return { changed, head: changed }
}

const shippedCategories = [...new Set(Object.values(catalogue).map(({ category }) => category))]
