import type { Counts, Features, Head, Open, Row } from './notification.js'
import type { Position } from './position.js'

/** The version of the protocol that this code speaks. */
export const PROTOCOL_VERSION = 1

/** What a position is a position of. Two positions compare only where both of these agree. */
export interface Lineage {
  /** Opaque id of platform and member. */
  readonly inbox: string
  /** The lineage of the data. It changes only on evidence that history was lost or replaced. */
  readonly epoch: string
}

/** The first frame of every stream. */
export interface Hello extends Lineage {
  readonly type: 'hello'
  readonly version: number
  readonly minVersion: number
  /** Time between heartbeats on this connection, in milliseconds. */
  readonly heartbeatMs: number
  /** The server's clock, ISO 8601 UTC. */
  readonly now: string
  readonly hints: Hints
}

/** How a page spreads what it does when many pages do it at once. All in milliseconds. */
export interface Hints {
  readonly reconnectWindowMs: number
  readonly resetWindowMs: number
  readonly pollAfterMs: number
  readonly maxAgeMs: number
}

/** Why a full state came instead of a change. */
export type SnapshotReason = 'epoch' | 'expired' | 'ahead' | 'too-far' | 'features' | 'undo'

/** Everything a page needs to start from nothing. */
export interface Snapshot extends Lineage {
  readonly type: 'snapshot'
  readonly reason: Open<SnapshotReason> | null
  /** The cursor that this state brings a client to. Opaque. */
  readonly to: string
  readonly position: Position
  readonly head: Head
  readonly counts: Counts
  readonly features: Features
  readonly now: string
  /** The newest visible rows, newest first. */
  readonly notifications: readonly Row[]
  /** Asks for the page of older rows; `null` where there are none. */
  readonly next: string | null
}

/** Every row that changed after `from`, with the registers and counts of `to`. */
export interface Delta extends Lineage {
  readonly type: 'delta'
  readonly from: Position
  readonly to: string
  readonly position: Position
  /** `null` where the registers did not change. */
  readonly head: Head | null
  /** `null` where the counts did not change. */
  readonly counts: Counts | null
  readonly notifications: readonly Row[]
  /** Ids of commands whose effect is included. */
  readonly commands: readonly string[]
  readonly now: string
}

/** A sign of life that proves nothing was lost on this connection. */
export interface Heartbeat extends Lineage {
  readonly type: 'heartbeat'
  /** The last position sent on this connection. */
  readonly position: Position
  readonly now: string
}

/** Why a server closes. */
export type ByeReason = 'deploy' | 'rotate' | 'slow' | 'auth' | 'limit' | 'upgrade' | 'revoked'

/** The server is about to close, and says when to come back. */
export interface Bye {
  readonly type: 'bye'
  readonly reason: Open<ByeReason>
  readonly retryAfterMs: number
}

/** One message on the wire, the same on every transport. */
export type Frame = Hello | Snapshot | Delta | Heartbeat | Bye

/** Older rows, asked for by the reader. Rows merge by revision, so paging while live is safe. */
export interface Page {
  readonly type: 'page'
  /** The cursor that the page was read at. */
  readonly to: string
  readonly notifications: readonly Row[]
  readonly next: string | null
}
