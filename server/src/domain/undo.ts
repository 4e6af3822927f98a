import type { Transaction } from '../storage/database.js'
import type { InboxKey } from '../storage/inbox-key.js'
import type { Undo } from '../storage/inbox-commands.js'
import { writeMarks } from '../storage/inbox-marks.js'
import { findRow } from '../storage/inbox-rows.js'
import {
  readRegisters,
  readSeen,
  restoreRegisters,
  restoreRows,
  writeSeen,
} from '../storage/inbox-registers.js'

/** The result of an undo. */
export type Undone = 'restored' | 'nothing' | 'superseded'

/** Dependencies of {@link undoCommand}. The inbox is locked. */
export interface UndoContext {
  readonly transaction: Transaction
  readonly key: InboxKey
  /** The inbox's `u` of this change. */
  readonly u: number
}

/**
 * Undoes a command's change. Returns `superseded` if a later command changed the same
 * row or register.
 */
export async function undoCommand(undo: Undo, context: UndoContext): Promise<Undone> {
  const { transaction, key, u } = context
  switch (undo.kind) {
    case 'nothing':
      return 'nothing'
    case 'row':
      return undoRow(undo, context)
    case 'rows':
      return (await restoreRows(transaction, key, { from: undo.rev, rev: u })) > 0
        ? 'restored'
        : 'superseded'
    case 'registers': {
      const now = await readRegisters(transaction, key, undo.register)
      const isSame = undo.raised.every(({ category, after }) => {
        const current = now.get(category)
        return current?.u === after.u && current.b === after.b
      })
      if (!isSame) return 'superseded'
      await restoreRegisters(transaction, key, undo.register, undo.raised)
      return 'restored'
    }
    case 'seen': {
      const now = await readSeen(transaction, key)
      if (now.u !== undo.after.u || now.b !== undo.after.b) return 'superseded'
      await writeSeen(transaction, key, undo.before)
      return 'restored'
    }
  }
}

async function undoRow(
  undo: Undo & { kind: 'row' },
  { transaction, key, u }: UndoContext,
): Promise<Undone> {
  // If gamification was switched off meanwhile, the row is hidden but still has the command's
  // revision. It is restored without being visible.
  const found = await findRow(transaction, key, undo.id, [])
  if (found?.row.rev !== undo.rev) return 'superseded'
  const { id, scope, before } = undo
  await writeMarks(transaction, key, { id, scope, marks: before, rev: u, kind: 'restored' })
  return 'restored'
}
