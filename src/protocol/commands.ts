import type { Delta, Snapshot } from './frames.js'

interface Base {
  /** The UUID of the command. A repeated id has no further effect. */
  readonly id: string
}

/** Marks one notification as read, or removes it. */
export interface ItemCommand extends Base {
  readonly type: 'read' | 'remove'
  readonly notification: string
  /**
   * The row's `pos` when the member acted; `'latest'` after an "unread" that is not settled yet.
   */
  readonly pos: number | 'latest'
  /** The cursor at the moment of acting. Default: the request's `base`. */
  readonly at?: string
}

/** Marks one notification as unread. */
export interface UnreadCommand extends Base {
  readonly type: 'unread'
  readonly notification: string
}

/**
 * Marks everything up to a cursor as read, or clears it. The cursor is the state that the member
 * saw, so later notifications are not affected.
 */
export interface BulkCommand extends Base {
  readonly type: 'read-all' | 'clear-all'
  readonly upTo: string
  /** The category to act on. Default: every category that is not hidden. */
  readonly category?: string
}

/** "Clear history": removes all read notifications. */
export interface ClearReadCommand extends Base {
  readonly type: 'clear-read'
  readonly upTo: string
}

/** Marks everything up to a cursor as seen: the member looked at the list. */
export interface SeenCommand extends Base {
  readonly type: 'seen'
  readonly upTo: string
}

/** Undoes an earlier command, within 60 s, if no later command changed the same row or register. */
export interface UndoCommand extends Base {
  readonly type: 'undo'
  readonly command: string
}

/** A command of a member. */
export type Command =
  ItemCommand | UnreadCommand | BulkCommand | ClearReadCommand | SeenCommand | UndoCommand

/** The body of `POST /v1/inbox/commands`. */
export interface CommandRequest {
  /** The client's cursor. The frame of the response starts there. */
  readonly base: string
  /** 1 to {@link COMMANDS_PER_REQUEST} commands, applied in order in one transaction. */
  readonly commands: readonly Command[]
}

/** The result of one command. */
export interface CommandResult {
  readonly id: string
  readonly status: 'applied' | 'repeated' | 'refused'
  /** The reason for a refusal. */
  readonly code?: string
}

/** The response to a {@link CommandRequest}. */
export interface CommandResponse {
  readonly results: readonly CommandResult[]
  readonly frame: Delta | Snapshot
}

/** The maximum number of commands in one request. */
export const COMMANDS_PER_REQUEST = 50
