import type { Command, Head, Position, Row } from '../../../src/protocol/index.js'

/** The model's categories; the last one is hidden while the addon is off. */
export const categories = ['learning', 'system', 'gamification'] as const

/** One notification, as the server keeps it. */
export interface Item {
  /** Always with its content. */
  readonly row: Row
  /** Where its content last changed, in the row's own part. */
  readonly contentRev: number
  /** Expired or retracted: nothing brings it back. */
  readonly isOver: boolean
}

export type Mark = 'pos' | 'alertPos' | 'raisedU' | 'readPos' | 'gonePos' | 'readAtU'
export type Register = 'read' | 'clear'

/** One number that a command moved, as an undo has to know it. */
export type Write =
  | { on: 'row'; id: string; mark: Mark; before: number; after: number }
  | { on: 'head'; register: Register; category: string; before: Position; after: Position }
  | { on: 'seen'; before: Position; after: Position }

/** The stored record of a command. */
export interface CommandRecord {
  readonly type: Command['type']
  /** The inbox's `u` after it. */
  readonly rev: number
  readonly writes: readonly Write[]
  readonly refused: string | null
  readonly isUndone: boolean
}

/** Everything that a fail-over can lose. */
export interface Data {
  epoch: string
  position: Position
  floor: Position
  items: Map<string, Item>
  commands: Map<string, CommandRecord>
  head: Head
  hasGamification: boolean
  /** The `b` at which the addon was last switched on. */
  gamificationSince: number
  isEnrolled: boolean
  muted: Set<string>
}

/** Why the inbox changed. */
export type Cause =
  | { readonly type: 'command'; readonly command: Command; readonly moved: boolean }
  | { readonly type: 'call' | 'end' | 'restart'; readonly id?: string }
  | { readonly type: 'edit' | 'setting' | 'addon' }

/** Where an inbox begins. */
export const start: Position = { u: 0, b: 0 }

/** The cursor of a place: unlike a real one, it can be read. */
export const writeCursor = (epoch: string, { u, b }: Position): string => `${epoch}.${u}.${b}`

/** The content of a cursor. */
export function readCursor(cursor: string): { epoch: string; position: Position } {
  const [epoch = '', u, b] = cursor.split('.')
  return { epoch, position: { u: Number(u), b: Number(b) } }
}
