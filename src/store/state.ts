import type { Command, Counts, Features, Head, Lineage, Position, Row } from '../protocol/index.js'

/** The sort key of a row in the list. */
export type ListKey = Pick<Row, 'createdAt' | 'id'>

/** The state that the server confirmed, at one position. */
export interface Confirmed extends Lineage {
  /** The opaque cursor that resumes from this state. */
  readonly cursor: string
  readonly position: Position
  readonly head: Head
  readonly counts: Counts
  readonly features: Features
  /**
   * Every row that arrived, by id. A row without content is counted, but listed only after a page
   * delivers its content.
   */
  readonly rows: ReadonlyMap<string, Row>
  /** The cursor of the snapshot that this state is based on. */
  readonly base: string
  /** The token of the next page of older rows; `null` if there are none. */
  readonly next: string | null
  /** The oldest row of the loaded list. An older row is counted, but not listed. */
  readonly oldest: ListKey | null
}

/** The end of the list that a page was requested for. */
export type ListEnd = Pick<Confirmed, 'base' | 'next'>

/** A command that the server has not answered yet. */
export interface PendingCommand {
  readonly command: Command
  /** The epoch and position of the state that the member saw when acting. */
  readonly epoch: string
  readonly position: Position
  /** Missing if an earlier version of this code stored the command. */
  readonly saw?: Saw | undefined
  /** For an undo: the state to restore. Missing if the command was given on another page. */
  readonly before?: Before | undefined
}

/** The page's state at the moment of acting. It is stored together with the command. */
export interface Saw {
  /** The cursor of the snapshot that the page's state was based on. */
  readonly base: string
  /** The server's counts. */
  readonly counts: Counts
  /** The row that the command refers to, without its content. */
  readonly row?: Row | undefined
}

/** Numbers of unread rows, by category, and of unseen rows. */
export type UnreadAndUnseen = Pick<Counts, 'unreadByCategory' | 'unseen'>

/** The parts that an action changed, as they were before. */
export interface Before {
  readonly rows: readonly Row[]
  /** Missing if the action changed no register. */
  readonly head: Head | undefined
  /** The numbers of notifications settled by the action that never reached the page. */
  readonly unknown: UnreadAndUnseen
}

/** The state of an inbox: the server's confirmed state and the member's pending commands. */
export interface InboxState {
  /** The confirmed state; `null` before the first state arrives. */
  readonly confirmed: Confirmed | null
  /** The pending commands, in the order of acting. */
  readonly pending: readonly PendingCommand[]
}

/** The state before any frame arrives. */
export const initialState: InboxState = { confirmed: null, pending: [] }

/**
 * Compares two rows for a list with the newest first. Returns a negative number if
 * `a` is above `b`.
 */
export function byNewest(a: ListKey, b: ListKey): number {
  if (a.createdAt !== b.createdAt) return a.createdAt > b.createdAt ? -1 : 1
  if (a.id === b.id) return 0
  return a.id > b.id ? -1 : 1
}

/** Returns the key of the last row in a list with the newest first; `null` if the list is empty. */
export function oldestOf(rows: readonly Row[]): ListKey | null {
  const last = rows.at(-1)
  return last ? { createdAt: last.createdAt, id: last.id } : null
}
