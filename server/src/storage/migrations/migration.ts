import type { Transaction } from '../database.js'

/**
 * One step of the database schema. Released migrations are never edited; later ones follow them.
 */
export interface Migration {
  /** The place of the migration in the order, from 1. */
  readonly version: number
  readonly statements: readonly string[]
  /** Fills in data that SQL cannot compute. It runs after the statements. */
  readonly fill?: (transaction: Transaction) => Promise<void>
}
