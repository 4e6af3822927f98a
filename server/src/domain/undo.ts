import type { Position, Scope } from 'belfry/protocol'
import type { Transaction } from '../storage/database.js'
import type { InboxKey } from '../storage/inbox-key.js'
import { type Marks, writeMarks } from '../storage/inbox-marks.js'
import { findRow } from '../storage/inbox-rows.js'
import {
  type RaisedRegister,
  readRegisters,
  readSeen,
  restoreRegisters,
  restoreRows,
  writeSeen,
} from '../storage/inbox-registers.js'

/** What a command changed, so that it can be taken back while nothing later changed the same. */
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
  /** Rows that one command took, each with its revision. */
  | { readonly kind: 'rows'; readonly rev: number }
  | {
      readonly kind: 'registers'
      readonly register: 'read' | 'clear'
      readonly raised: readonly RaisedRegister[]
    }
  | { readonly kind: 'seen'; readonly before: Position; readonly after: Position }

/** What taking back did. */
export type Undone = 'restored' | 'nothing' | 'superseded'

/** Where taking back happens. The inbox is locked. */
export interface UndoScene {
  readonly transaction: Transaction
  readonly key: InboxKey
  /** The `u` of this change. */
  readonly u: number
}

/** Takes a command's change back. */
export async function takeBack(undo: Undo, scene: UndoScene): Promise<Undone> {
  const { transaction, key, u } = scene
  switch (undo.kind) {
    case 'nothing':
      return 'nothing'
    case 'row':
      return takeBackRow(undo, scene)
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

async function takeBackRow(
  undo: Undo & { kind: 'row' },
  { transaction, key, u }: UndoScene,
): Promise<Undone> {
  // A row that the addon hides meanwhile is still what the command left, and is taken back unseen.
  const found = await findRow(transaction, key, undo.id, [])
  if (found?.row.rev !== undo.rev) return 'superseded'
  const { id, scope, before } = undo
  await writeMarks(transaction, key, { id, scope, marks: before, rev: u, kind: 'restored' })
  return 'restored'
}
