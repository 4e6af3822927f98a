import type { Transaction } from '../database.js'

/** One step of the schema. Steps that have been released are never edited, only followed. */
export interface Migration {
  /** Its place in the order, from 1. */
  readonly version: number
  readonly statements: readonly string[]
  /** Writes what SQL cannot compute, after the statements. */
  readonly fill?: (transaction: Transaction) => Promise<void>
}
