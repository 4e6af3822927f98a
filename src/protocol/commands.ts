import type { Delta, Snapshot } from './frames.js'

interface Base {
  /** UUID. The same id twice has one effect. */
  readonly id: string
}

/** Marks one notification as read, or takes it away. */
export interface ItemCommand extends Base {
  readonly type: 'read' | 'remove'
  readonly notification: string
  /** The row's `pos` as the member saw it; `'latest'` after an "unread" that is not settled yet. */
  readonly pos: number | 'latest'
  /** Cursor at the moment of acting. Default: the request's `base`. */
  readonly at?: string
}

/** Marks one notification as unread. */
export interface UnreadCommand extends Base {
  readonly type: 'unread'
  readonly notification: string
}

/** Acts on everything the client had been shown: up to a cursor, never beyond. */
export interface BulkCommand extends Base {
  readonly type: 'read-all' | 'clear-all'
  readonly upTo: string
  /** Default: every category that is not hidden. */
  readonly category?: string
}

/** "Clear history": takes away what is read. */
export interface ClearReadCommand extends Base {
  readonly type: 'clear-read'
  readonly upTo: string
}

/** The member looked at the list. */
export interface SeenCommand extends Base {
  readonly type: 'seen'
  readonly upTo: string
}

/** Takes back an earlier command, within 60 s, if nothing later changed the same register. */
export interface UndoCommand extends Base {
  readonly type: 'undo'
  readonly command: string
}

/** What a member did. */
export type Command =
  ItemCommand | UnreadCommand | BulkCommand | ClearReadCommand | SeenCommand | UndoCommand

/** The body of `POST /v1/inbox/commands`. */
export interface CommandRequest {
  /** The client's cursor: the answer's frame starts there. */
  readonly base: string
  /** 1 to {@link COMMANDS_PER_REQUEST}, applied in order in one transaction. */
  readonly commands: readonly Command[]
}

/** What became of one command. */
export interface CommandResult {
  readonly id: string
  readonly status: 'applied' | 'repeated' | 'refused'
  /** Why it was refused. */
  readonly code?: string
}

/** The answer to a {@link CommandRequest}. */
export interface CommandResponse {
  readonly results: readonly CommandResult[]
  readonly frame: Delta | Snapshot
}

/** The most commands that one request may carry. */
export const COMMANDS_PER_REQUEST = 50
