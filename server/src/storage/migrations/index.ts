import type { Transaction } from '../database.js'
import { initial } from './0001-initial.js'
import { searchText } from './0002-search-text.js'
import { goneUntilNextCall } from './0003-gone-until-next-call.js'

/** One step of the schema. Steps that have been released are never edited, only followed. */
export interface Migration {
  /** Its place in the order, from 1. */
  readonly version: number
  readonly statements: readonly string[]
  /** Writes what SQL cannot compute, after the statements. */
  readonly fill?: (transaction: Transaction) => Promise<void>
}

/** Every step, in order. */
export const migrations: readonly Migration[] = [initial, searchText, goneUntilNextCall]
