import type { Command, Counts, Features, Head, Lineage, Position, Row } from '../protocol/index.js'

/** Where a row stands in the list. */
export type ListKey = Pick<Row, 'createdAt' | 'id'>

/** The state that the server confirmed, as of one position. */
export interface Confirmed extends Lineage {
  /** Hands the place back to the server. Opaque. */
  readonly cursor: string
  readonly position: Position
  readonly head: Head
  readonly counts: Counts
  readonly features: Features
  /**
   * Every row that arrived, by id. One without content is known only by its marks: it is counted,
   * and listed once a page brings what it says.
   */
  readonly rows: ReadonlyMap<string, Row>
  /** The cursor of the full state that this one grew from. */
  readonly base: string
  /** Asks for the next page of older rows; `null` where there are none. */
  readonly next: string | null
  /** The oldest row of the loaded list. A row older than it is counted, not listed. */
  readonly oldest: ListKey | null
}

/** The end of the list that a page was asked for. */
export type ListEnd = Pick<Confirmed, 'base' | 'next'>

/** A command that the server has not answered yet. */
export interface PendingCommand {
  readonly command: Command
  /** The lineage and position of what the member saw when acting. */
  readonly epoch: string
  readonly position: Position
  /** Absent where an earlier version of this code kept the command. */
  readonly saw?: Saw | undefined
  /** Of an undo: what it puts back. Not where it was given on another page. */
  readonly before?: Before | undefined
}

/** The page's knowledge at the moment of acting. It is stored together with the command. */
export interface Saw {
  /** The cursor of the full state that the page grew from. */
  readonly base: string
  /** The server's counts. */
  readonly counts: Counts
  /** The marks of the notification that the command is about, without its words. */
  readonly row?: Row | undefined
}

/** Numbers of unread and unseen notifications that never reached the page. */
export type Unknown = Pick<Counts, 'unreadByCategory' | 'unseen'>

/** The parts that an action changed, as they were before. */
export interface Before {
  readonly rows: readonly Row[]
  /** Absent where acting changed none of its registers. */
  readonly head: Head | undefined
  /** How many notifications it settled that never reached the page. */
  readonly unknown: Unknown
}

/** All that is true of an inbox: what the server said, and what the member did since. */
export interface InboxState {
  /** `null` until the first state arrived. */
  readonly confirmed: Confirmed | null
  /** In the order of acting. */
  readonly pending: readonly PendingCommand[]
}

/** The state before anything arrived. */
export const initialState: InboxState = { confirmed: null, pending: [] }

/** Newest first: negative where `a` stands above `b`. */
export function byNewest(a: ListKey, b: ListKey): number {
  if (a.createdAt !== b.createdAt) return a.createdAt > b.createdAt ? -1 : 1
  if (a.id === b.id) return 0
  return a.id > b.id ? -1 : 1
}

/** The key of the last of rows that stand newest first. */
export function oldestOf(rows: readonly Row[]): ListKey | null {
  const last = rows.at(-1)
  return last ? { createdAt: last.createdAt, id: last.id } : null
}
