import type { Command, CommandResult } from 'belfry/protocol'
import type { CursorContent } from './cursors.js'
import type { Database, Transaction } from '../storage/database.js'
import type { InboxKey } from '../storage/inbox-key.js'
import {
  type CommandRecord,
  type CommandsDone,
  lockInbox,
  type LockedInbox,
  readCommands,
  saveCommands,
} from '../storage/inbox-commands.js'
import { runCommand, type CommandOutcome, type CommandContext } from './run-command.js'
import { registerMember } from './register-member.js'
import { undoCommand } from './undo.js'

/** The commands of a request, with a function that reads their cursors. */
export interface CommandBatch {
  readonly base: string
  readonly commands: readonly Command[]
  /** The current time, in milliseconds since 1970. */
  readonly nowMs: number
  /** Reads a cursor of this member; `null` if this server did not issue it for this member. */
  readonly readCursor: (cursor: string) => CursorContent | null
}

/** The time for which a command can be undone, in milliseconds. */
const UNDO_MS = 60_000

/**
 * Applies commands in order, in one transaction. A command that was applied before has no further
 * effect and gets the status `repeated`.
 *
 * @throws {UnknownPlatformError} if the platform does not exist
 * @throws {MemberRemovedError} if the member was erased
 */
export function applyCommands(
  database: Database,
  key: InboxKey,
  batch: CommandBatch,
): Promise<{ results: CommandResult[]; changed: boolean }> {
  return database.transaction(key.platform, async (transaction) => {
    const inbox = await lockRegistered(transaction, key)
    const ids = batch.commands.flatMap((command) =>
      command.type === 'undo' ? [command.id, command.command] : [command.id],
    )
    const run = new CommandRun(transaction, key, inbox, batch)
    const known = await readCommands(transaction, key, ids)
    for (const record of known.values()) run.remember(record)
    const results: CommandResult[] = []
    for (const command of batch.commands) results.push(await run.apply(command))
    await saveCommands(transaction, key, run.done())
    return { results, changed: run.done().u > inbox.u }
  })
}

async function lockRegistered(transaction: Transaction, key: InboxKey): Promise<LockedInbox> {
  const inbox = await lockInbox(transaction, key)
  if (inbox) return inbox
  await registerMember(transaction, key)
  return lockRegistered(transaction, key)
}

/** Applies the commands of one request, one after the other, while the inbox is locked. */
class CommandRun {
  readonly #context: Omit<CommandContext, 'next' | 'readCursor'>
  readonly #b: number
  readonly #batch: CommandBatch
  readonly #seen = new Map<string, CommandRecord>()
  readonly #carriedOut = new Set<string>()
  readonly #undone: string[] = []
  #u: number
  #headRev: number
  #undoneAt: number | null = null

  constructor(transaction: Transaction, key: InboxKey, inbox: LockedInbox, batch: CommandBatch) {
    const { epoch, hiddenCategories, gamificationSince, u, b, headRev } = inbox
    this.#context = { transaction, key, epoch, hiddenCategories, gamificationSince }
    this.#batch = batch
    this.#b = b
    this.#u = u
    this.#headRev = headRev
  }

  /** Registers a command of an earlier request. */
  remember(record: CommandRecord): void {
    this.#seen.set(record.id, record)
  }

  async apply(command: Command): Promise<CommandResult> {
    const { id } = command
    const before = this.#seen.get(id)
    if (before) return resultOf(id, 'repeated', before.code)
    const outcome = await this.#carryOut(command)
    if ('changed' in outcome && outcome.changed) {
      this.#u += 1
      if (outcome.changesHead) this.#headRev = this.#u
    }
    const code = 'refused' in outcome ? outcome.refused : null
    const at = new Date(this.#batch.nowMs).toISOString()
    this.#seen.set(id, { id, rev: this.#u, code, undo: undoOf(command, outcome), at })
    this.#carriedOut.add(id)
    return resultOf(id, code === null ? 'applied' : 'refused', code)
  }

  done(): CommandsDone {
    return {
      u: this.#u,
      headRev: this.#headRev,
      undoneAt: this.#undoneAt,
      records: [...this.#carriedOut].flatMap((id) => this.#seen.get(id) ?? []),
      undone: this.#undone,
    }
  }

  #contextNow(): CommandContext {
    const { base, readCursor } = this.#batch
    return {
      ...this.#context,
      next: { u: this.#u + 1, b: this.#b },
      readCursor: (cursor) => readCursor(cursor ?? base),
    }
  }

  /**
   * Refuses commands whose base cursor belongs to another member: they were given on that member's
   * page, before its token changed.
   */
  #carryOut(command: Command): CommandOutcome | Promise<CommandOutcome> {
    const { base, readCursor } = this.#batch
    if (!readCursor(base)) return { refused: 'epoch' }
    if (command.type === 'undo') return this.#undo(command.command)
    return runCommand(command, this.#contextNow())
  }

  async #undo(id: string): Promise<CommandOutcome> {
    const target = this.#seen.get(id)
    if (!target) return { refused: 'not-found' }
    if (Date.parse(target.at) <= this.#batch.nowMs - UNDO_MS) return { refused: 'expired' }
    if (!target.undo) return { refused: 'superseded' }
    const undone = await undoCommand(target.undo, { ...this.#context, u: this.#u + 1 })
    if (undone === 'superseded') return { refused: 'superseded' }
    this.#seen.set(id, { ...target, undo: null })
    if (!this.#carriedOut.has(id)) this.#undone.push(id)
    if (undone === 'nothing') return { changed: false }
    this.#undoneAt = this.#u + 1
    return { changed: true, changesHead: true, undo: null }
  }
}

/** An undo cannot be undone. A command that changed nothing can. */
function undoOf(command: Command, outcome: CommandOutcome): CommandRecord['undo'] {
  if (command.type === 'undo') return null
  return 'changed' in outcome && outcome.changed ? outcome.undo : { kind: 'nothing' }
}

const resultOf = (
  id: string,
  status: CommandResult['status'],
  code: string | null,
): CommandResult => (code === null ? { id, status } : { id, status, code })
