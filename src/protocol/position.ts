/**
 * The position of a member's inbox in its history. Both numbers only grow within one epoch.
 * Both are taken under a row lock that is held until commit, so the order of numbers is the
 * order of commits.
 */
export interface Position {
  /** The number of changes of this member's inbox. */
  readonly u: number
  /** The number of changes of the platform's broadcasts. */
  readonly b: number
}

/** The position of an inbox without any changes. */
export const origin: Position = { u: 0, b: 0 }

/** Whether two positions are equal. */
export const isSamePosition = (a: Position, b: Position): boolean => a.u === b.u && a.b === b.b

/** Whether `a` is at or before `b` in both parts. */
export const isWithin = (a: Position, b: Position): boolean => a.u <= b.u && a.b <= b.b

/** Returns the higher number of each part. */
export const furthest = (a: Position, b: Position): Position => ({
  u: Math.max(a.u, b.u),
  b: Math.max(a.b, b.b),
})
