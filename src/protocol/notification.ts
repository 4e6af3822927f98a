import type { ToastStyle } from './celebrations.js'
import type { Position } from './position.js'

/** Whose row it is: the member's own, or one row that a whole audience shares. */
export type Scope = 'member' | 'broadcast'

/** One of the known words, or one that a newer server says. */
export type Open<Word extends string> = Word | (string & Record<never, never>)

/** Why a row is on the wire. It explains; the numbers decide. */
export type RowKind =
  | 'created'
  | 'updated'
  | 'renotified'
  | 'read'
  | 'unread'
  | 'removed'
  | 'expired'
  | 'retired'
  | 'retracted'
  | 'restored'

/** A further button on a notification. */
export interface SecondaryAction {
  readonly id: string
  readonly label: string
  readonly url: string
}

/** What a notification says. Text is text: no field holds markup. */
export interface Content {
  /** A type id of the catalogue, or a host's own. */
  readonly type: string
  readonly title: string
  /** May be empty. */
  readonly message: string
  /** A name of the bundled icon set. Default: the type's icon. */
  readonly icon?: string
  /** How it celebrates, where the host registered a type of its own so. Default: as the type does. */
  readonly toast?: Open<ToastStyle>
  readonly imageUrl?: string
  /** Where a click leads. Absent: the notification has no link. */
  readonly actionUrl?: string
  readonly secondaryActions?: readonly SecondaryAction[]
  readonly data?: Readonly<Record<string, unknown>>
  /** @default 'normal' */
  readonly priority?: 'normal' | 'critical'
  /** ISO 8601, UTC. */
  readonly expiresAt?: string
}

/**
 * One notification as an inbox holds it. Every number below is a position: in `u` for a member's
 * own row, and in `b` for the shared part of a broadcast.
 */
export interface Row {
  /** UUIDv7, lower case. */
  readonly id: string
  readonly scope: Scope
  readonly category: string
  /** When it was accepted, ISO 8601 UTC. Sorts the list, together with `id`; orders nothing else. */
  readonly createdAt: string
  readonly kind: Open<RowKind>
  /** `u` of the last change of this member's part; 0 for none. */
  readonly rev: number
  /** `b` of the last change of the shared part; 0 for scope member. */
  readonly revb: number
  /** Where it last asked for attention: in `u` for scope member, in `b` for a broadcast. */
  readonly pos: number
  /** Like `pos`, but not moved by "mark as unread". Drives toasts and the unseen count. */
  readonly alertPos: number
  /** Read up to this place. */
  readonly readPos: number
  /** Gone up to this place. */
  readonly gonePos: number
  /** Broadcasts only: the `u` at which the member marked it unread; else 0. */
  readonly raisedU: number
  /** Broadcasts only: the `u` up to which that mark is settled; else 0. */
  readonly readAtU: number
  readonly retracted: boolean
  /** `null` where the receiver's copy is still good. */
  readonly content: Content | null
}

/** The registers of an inbox: what the member did to everything up to a place. */
export interface Head {
  /** `u` of the last change of any register. */
  readonly rev: number
  /** Per category: read up to here. */
  readonly read: Readonly<Record<string, Position>>
  /** Per category: cleared up to here. */
  readonly clear: Readonly<Record<string, Position>>
  readonly seen: Position
}

/**
 * Computed by the server for one position, never kept as counters. Each number is exact up to
 * {@link COUNT_LIMIT}, which means "or more".
 */
export interface Counts {
  readonly unread: number
  readonly unreadByCategory: Readonly<Record<string, number>>
  readonly unseen: number
}

/** Switches of the platform that a page must know. */
export interface Features {
  readonly gamification: boolean
}

/** A count of this size means "this many or more", and is not adjusted locally. */
export const COUNT_LIMIT = 1000
