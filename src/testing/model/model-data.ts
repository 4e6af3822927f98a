import type { Command, Head, Position, Row, RowKind, SnapshotReason } from '../../protocol/index.js'

/** One notification, as the server stores it. */
export interface Item {
  /** The row, always with its content. */
  readonly row: Row
  /** The position at which its content changed last, in the row's own part. */
  readonly contentRev: number
  /** Whether it expired or was retracted. Nothing brings it back. */
  readonly isOver: boolean
}

/** A number of a row that commands raise. */
export type Mark = 'pos' | 'alertPos' | 'raisedU' | 'readPos' | 'gonePos' | 'readAtU'

/** A set of positions in the head, one for each category. */
export type Register = 'read' | 'clear'

/** One number that a command moved, with its value before and after for an undo. */
export type Write =
  | {
      readonly on: 'row'
      readonly id: string
      readonly mark: Mark
      readonly before: number
      readonly after: number
      /** The kind of the row after the change. */
      readonly kind: RowKind
    }
  | {
      readonly on: 'head'
      readonly register: Register
      readonly category: string
      readonly before: Position
      readonly after: Position
    }
  | { readonly on: 'seen'; readonly before: Position; readonly after: Position }

/** The stored record of a command. */
export interface StoredCommand {
  readonly type: Command['type']
  /** The inbox's `u` after the command. */
  readonly rev: number
  /** The numbers that it moved; empty if it changed nothing. */
  readonly writes: readonly Write[]
  /** The code of its refusal; `null` if it was applied. */
  readonly refused: string | null
  readonly isUndone: boolean
}

/** Everything that the server stores of one inbox. A fail-over can lose the latest part of it. */
export interface Data {
  epoch: string
  position: Position
  /** The position before which a cursor cannot continue. */
  floor: Position
  /** The reasons why each part of the floor was raised last. */
  floorReasons: Readonly<Record<'u' | 'b', SnapshotReason>>
  items: Map<string, Item>
  commands: Map<string, StoredCommand>
  head: Head
  hasGamification: boolean
  /** The `b` at which the addon was last switched on. */
  gamificationSince: number
  /** Whether the member belongs to the course, the narrower of the two audiences. */
  isEnrolled: boolean
  /** The muted categories. */
  muted: Set<string>
}

/** The reason why an inbox changed. */
export type Cause =
  | { readonly type: 'command'; readonly command: Command; readonly moved: boolean }
  | { readonly type: 'call' | 'end' | 'restart'; readonly id?: string }
  | { readonly type: 'edit' | 'setting' | 'addon' }

/** The position of an inbox without changes. */
export const startPosition: Position = { u: 0, b: 0 }

/** Writes the cursor of a position. A real server signs its cursors; these can be read. */
export const writeCursor = (epoch: string, { u, b }: Position): string => `${epoch}.${u}.${b}`

/** Reads a cursor of {@link writeCursor}. Another text gives an epoch that no inbox has. */
export function readCursor(cursor: string): { epoch: string; position: Position } {
  const [epoch = '', u, b] = cursor.split('.')
  return { epoch, position: { u: Number(u), b: Number(b) } }
}
