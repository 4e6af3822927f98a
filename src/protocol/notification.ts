import type { ToastStyle } from './celebrations.js'
import type { Position } from './position.js'

/** The scope of a row: the member's own, or a broadcast that a whole audience shares. */
export type Scope = 'member' | 'broadcast'

/** One of the known words, or a word of a newer server. */
export type Open<Word extends string> = Word | (string & Record<never, never>)

/**
 * The kind of the last change of a row. It is for information only; the numbers
 * decide what is shown.
 */
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

/** An additional button of a notification. */
export interface SecondaryAction {
  readonly id: string
  readonly label: string
  readonly url: string
}

/** The content of a notification. All texts are plain text; no field contains markup. */
export interface Content {
  /** A type id of the catalogue, or one of the host's own. */
  readonly type: string
  readonly title: string
  /** The message. It may be empty. */
  readonly message: string
  /** A name of the bundled icon set. Default: the type's icon. */
  readonly icon?: string
  /**
   * The style of the toast, if the host registered it for its own type. Default: the
   * style of the type.
   */
  readonly toast?: Open<ToastStyle>
  readonly imageUrl?: string
  /** The link that a click follows. Without it the notification has no link. */
  readonly actionUrl?: string
  readonly secondaryActions?: readonly SecondaryAction[]
  readonly data?: Readonly<Record<string, unknown>>
  /** The priority of the notification. @default 'normal' */
  readonly priority?: 'normal' | 'critical'
  /**
   * The time at which the notification expires, in ISO 8601 UTC. Without it the notification
   * does not expire.
   */
  readonly expiresAt?: string
}

/**
 * A notification in an inbox. Every number below is a position: in `u` for a member's own row, and
 * in `b` for the shared part of a broadcast.
 */
export interface Row {
  /** The id of the notification: a UUIDv7 in lower case. */
  readonly id: string
  readonly scope: Scope
  readonly category: string
  /**
   * The time at which the server accepted the notification, in ISO 8601 UTC. Together with `id` it
   * sorts the list; it orders nothing else.
   */
  readonly createdAt: string
  readonly kind: Open<RowKind>
  /** The `u` of the last change of this member's part; 0 if there was none. */
  readonly rev: number
  /** The `b` of the last change of the shared part; 0 for the scope `member`. */
  readonly revb: number
  /**
   * The position at which the row last asked for attention: in `u` for the scope `member`, in `b`
   * for a broadcast. "Mark as unread" moves it as well.
   */
  readonly pos: number
  /**
   * The position at which the row last asked for attention, not moved by "mark as unread". It
   * decides toasts and the unseen count.
   */
  readonly alertPos: number
  /** The position up to which the row is read. */
  readonly readPos: number
  /** The position up to which the row is removed. */
  readonly gonePos: number
  /** For broadcasts: the `u` at which the member marked the row as unread; otherwise 0. */
  readonly raisedU: number
  /** For broadcasts: the `u` up to which that mark is settled; otherwise 0. */
  readonly readAtU: number
  readonly retracted: boolean
  /** The content; `null` if the receiver's copy is still current. */
  readonly content: Content | null
}

/**
 * The registers of an inbox: the positions up to which the member read, cleared or saw everything.
 */
export interface Head {
  /** The `u` of the last change of any register. */
  readonly rev: number
  /** The position up to which everything is read, by category. */
  readonly read: Readonly<Record<string, Position>>
  /** The position up to which everything is cleared, by category. */
  readonly clear: Readonly<Record<string, Position>>
  readonly seen: Position
}

/**
 * The counts of an inbox. The server computes them for one position and does not store them. Each
 * number is exact up to {@link COUNT_LIMIT}, which means "or more".
 */
export interface Counts {
  readonly unread: number
  readonly unreadByCategory: Readonly<Record<string, number>>
  readonly unseen: number
}

/** The features of the platform that a page must know. */
export interface Features {
  readonly gamification: boolean
}

/** The highest count. It means "this many or more", and pages do not adjust it. */
export const COUNT_LIMIT = 1000
