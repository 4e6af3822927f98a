import type { Counts, Features, Head, Open, Row } from './notification.js'
import type { Position } from './position.js'

/** The version of the protocol that this code implements. */
export const PROTOCOL_VERSION = 1

/** The inbox and epoch of a position. Two positions can be compared only if both are equal. */
export interface Lineage {
  /** The opaque id of platform and member. */
  readonly inbox: string
  /**
   * The id of the data's history. It changes only on evidence that history was lost or replaced.
   */
  readonly epoch: string
}

/** The first frame of every stream. */
export interface Hello extends Lineage {
  readonly type: 'hello'
  readonly version: number
  readonly minVersion: number
  /** The interval of heartbeats on this connection, in milliseconds. */
  readonly heartbeatMs: number
  /** The time of the server's clock, in ISO 8601 UTC. */
  readonly now: string
  readonly hints: Hints
}

/** Times by which pages spread requests that many pages would send at once, in milliseconds. */
export interface Hints {
  readonly reconnectWindowMs: number
  readonly resetWindowMs: number
  readonly pollAfterMs: number
  readonly maxAgeMs: number
}

/** The reason why the server sent a snapshot instead of a delta. */
export type SnapshotReason = 'epoch' | 'expired' | 'ahead' | 'too-far' | 'features' | 'undo'

/** A frame with the full state that a page needs to start. */
export interface Snapshot extends Lineage {
  readonly type: 'snapshot'
  readonly reason: Open<SnapshotReason> | null
  /** The opaque cursor of the state after this frame. */
  readonly to: string
  readonly position: Position
  readonly head: Head
  readonly counts: Counts
  readonly features: Features
  readonly now: string
  /** The newest visible rows, newest first. */
  readonly notifications: readonly Row[]
  /** The token of the page of older rows; `null` if there are none. */
  readonly next: string | null
}

/** A frame with every row that changed after `from`, and the registers and counts at `to`. */
export interface Delta extends Lineage {
  readonly type: 'delta'
  readonly from: Position
  readonly to: string
  readonly position: Position
  /** The registers; `null` if they did not change. */
  readonly head: Head | null
  /** The counts; `null` if they did not change. */
  readonly counts: Counts | null
  readonly notifications: readonly Row[]
  /** The ids of the commands whose effect is included. */
  readonly commands: readonly string[]
  readonly now: string
}

/** A heartbeat. Its position shows whether the client missed a frame on this connection. */
export interface Heartbeat extends Lineage {
  readonly type: 'heartbeat'
  /** The last position that was sent on this connection. */
  readonly position: Position
  readonly now: string
}

/** The reason why a server closes a connection. */
export type ByeReason = 'deploy' | 'rotate' | 'slow' | 'auth' | 'limit' | 'upgrade' | 'revoked'

/** A frame that announces that the server closes the connection, with the time to reconnect. */
export interface Bye {
  readonly type: 'bye'
  readonly reason: Open<ByeReason>
  readonly retryAfterMs: number
}

/** A message of the protocol. It is the same on every transport. */
export type Frame = Hello | Snapshot | Delta | Heartbeat | Bye

/**
 * A page of older rows, which the client requested. Rows merge by revision, so paging is safe
 * while changes arrive.
 */
export interface Page {
  readonly type: 'page'
  /** The cursor of the state that the page was read from. */
  readonly to: string
  readonly notifications: readonly Row[]
  readonly next: string | null
}
