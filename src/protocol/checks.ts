// Pages run these checks instead of the schemas in schemas.ts, which are five times as large. A
// property test compares the results of both.

/** A function that checks the type of a value. */
export type Check = (value: unknown) => boolean

/** Accepts a string. */
export const text: Check = (value) => typeof value === 'string'
/** Accepts a boolean. */
export const flag: Check = (value) => typeof value === 'boolean'
/** Accepts a non-negative safe integer. */
export const count: Check = (value) => Number.isSafeInteger(value) && (value as number) >= 0
/** Accepts an object that is not an array. */
export const record = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
/** Creates a check that also accepts `undefined`. */
export const optional =
  (check: Check): Check =>
  (value) =>
    value === undefined || check(value)
/** Creates a check that also accepts `null`. */
export const nullable =
  (check: Check): Check =>
  (value) =>
    value === null || check(value)
/** Creates a check that accepts one of the given values. */
export const oneOf =
  (...words: readonly unknown[]): Check =>
  (value) =>
    words.includes(value)
/** Creates a check for an array whose items pass a check. */
export const listOf =
  (check: Check): Check =>
  (value) =>
    Array.isArray(value) && value.every(check)
/** Creates a check for an object whose values pass a check, whatever their names. */
export const mapOf =
  (check: Check): Check =>
  (value) =>
    record(value) && Object.values(value).every(check)
/** Creates a check for an object with the given fields. Further fields are allowed. */
export const shape = (fields: Readonly<Record<string, Check>>): Check => {
  const checks = Object.entries(fields)
  return (value) => record(value) && checks.every(([name, check]) => check(value[name]))
}

/** Checks a position. */
export const position = shape({ u: count, b: count })
/** The checks of a lineage: the inbox and the epoch of a frame. */
export const lineage = { inbox: text, epoch: text }
const content = shape({
  type: text,
  title: text,
  message: text,
  icon: optional(text),
  toast: optional(text),
  imageUrl: optional(text),
  actionUrl: optional(text),
  secondaryActions: optional(listOf(shape({ id: text, label: text, url: text }))),
  data: optional(record),
  priority: optional(oneOf('normal', 'critical')),
  expiresAt: optional(text),
})
/** Checks a row. */
export const row = shape({
  id: text,
  scope: oneOf('member', 'broadcast'),
  category: text,
  createdAt: text,
  kind: text,
  rev: count,
  revb: count,
  pos: count,
  alertPos: count,
  readPos: count,
  gonePos: count,
  raisedU: count,
  readAtU: count,
  retracted: flag,
  content: nullable(content),
})
/** Checks the registers of an inbox. */
export const head = shape({
  rev: count,
  read: mapOf(position),
  clear: mapOf(position),
  seen: position,
})
/** Checks the counts of an inbox. */
export const counts = shape({ unread: count, unreadByCategory: mapOf(count), unseen: count })

/** Checks a snapshot. */
export const snapshot = shape({
  ...lineage,
  reason: nullable(text),
  to: text,
  position,
  head,
  counts,
  features: shape({ gamification: flag }),
  now: text,
  notifications: listOf(row),
  next: nullable(text),
})
