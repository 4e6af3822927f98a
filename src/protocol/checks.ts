// Pages run these instead of the schemas in schemas.ts, which weigh five times as much. A property
// test holds the two to the same verdict.

/** Whether a value is what it should be. */
export type Check = (value: unknown) => boolean

/** A text. */
export const text: Check = (value) => typeof value === 'string'
/** True or false. */
export const flag: Check = (value) => typeof value === 'boolean'
/** A whole number that is not negative. */
export const count: Check = (value) => Number.isSafeInteger(value) && (value as number) >= 0
/** An object that is no list. */
export const record = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
/** One that may be missing. */
export const optional =
  (check: Check): Check =>
  (value) =>
    value === undefined || check(value)
/** One that may be null. */
export const nullable =
  (check: Check): Check =>
  (value) =>
    value === null || check(value)
/** One of these. */
export const oneOf =
  (...words: readonly unknown[]): Check =>
  (value) =>
    words.includes(value)
/** A list of them. */
export const listOf =
  (check: Check): Check =>
  (value) =>
    Array.isArray(value) && value.every(check)
/** An object of them, by any name. */
export const mapOf =
  (check: Check): Check =>
  (value) =>
    record(value) && Object.values(value).every(check)
/** An object with these fields; it may have more. */
export const shape =
  (fields: Readonly<Record<string, Check>>): Check =>
  (value) =>
    record(value) && Object.entries(fields).every(([name, check]) => check(value[name]))

/** How far an inbox has come. */
export const position = shape({ u: count, b: count })
/** Where a frame comes from. */
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
/** One notification of an inbox. */
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
/** What holds for a whole inbox. */
export const head = shape({
  rev: count,
  read: mapOf(position),
  clear: mapOf(position),
  seen: position,
})
/** What is unread. */
export const counts = shape({ unread: count, unreadByCategory: mapOf(count), unseen: count })

/** A full state. */
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
