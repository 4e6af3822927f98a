import { initial } from './0001-initial.js'

/** One step of the schema. Steps that have been released are never edited, only followed. */
export interface Migration {
  /** Its place in the order, from 1. */
  readonly version: number
  readonly statements: readonly string[]
}

/** Every step, in order. */
export const migrations: readonly Migration[] = [initial]
