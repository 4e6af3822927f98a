/**
 * How far a member's inbox has come. Both numbers only ever grow within one epoch, and both are
 * taken under a row lock held to commit, so number order is commit order.
 */
export interface Position {
  /** Changes of this member's inbox. */
  readonly u: number
  /** Changes of the platform's broadcasts. */
  readonly b: number
}

/** The position before anything happened. */
export const origin: Position = { u: 0, b: 0 }

/** Whether `a` and `b` are the same place. */
export const isSamePosition = (a: Position, b: Position): boolean => a.u === b.u && a.b === b.b

/** Whether `a` has not passed `b` in either part. */
export const isWithin = (a: Position, b: Position): boolean => a.u <= b.u && a.b <= b.b

/** The furthest of both parts. */
export const furthest = (a: Position, b: Position): Position => ({
  u: Math.max(a.u, b.u),
  b: Math.max(a.b, b.b),
})
