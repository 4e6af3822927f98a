import fc from 'fast-check'
import type { Counts, Delta, Frame, Head, Page, Row, Snapshot } from '../../src/protocol/index.js'

const count = fc.nat({ max: 1_000_000 })
const text = fc.string({ maxLength: 12 })
const position = fc.record({ u: count, b: count })
const category = fc.constantFrom('learning', 'interaction', 'gamification', 'system', 'ranking')
const byCategory = <T>(value: fc.Arbitrary<T>) =>
  fc.dictionary(category, value, { noNullPrototype: true, maxKeys: 4 })

const content = fc.record(
  {
    type: text,
    title: text,
    message: text,
    icon: text,
    imageUrl: text,
    actionUrl: text,
    secondaryActions: fc.array(fc.record({ id: text, label: text, url: text }), { maxLength: 2 }),
    data: fc.dictionary(text, fc.jsonValue(), { noNullPrototype: true, maxKeys: 3 }),
    priority: fc.constantFrom('normal' as const, 'critical' as const),
    expiresAt: text,
  },
  { requiredKeys: ['type', 'title', 'message'], noNullPrototype: true },
)

/** Any row, of any shape that the protocol allows. */
export const arbitraryRow: fc.Arbitrary<Row> = fc.record({
  id: fc.uuid(),
  scope: fc.constantFrom('member' as const, 'broadcast' as const),
  category,
  createdAt: text,
  kind: fc.constantFrom('created' as const, 'read' as const, 'retracted' as const),
  rev: count,
  revb: count,
  pos: count,
  alertPos: count,
  readPos: count,
  gonePos: count,
  raisedU: count,
  readAtU: count,
  retracted: fc.boolean(),
  content: fc.option(content),
})

/** Any registers. */
export const arbitraryHead: fc.Arbitrary<Head> = fc.record({
  rev: count,
  read: byCategory(position),
  clear: byCategory(position),
  seen: position,
})

const counts: fc.Arbitrary<Counts> = fc.record({
  unread: count,
  unreadByCategory: byCategory(count),
  unseen: count,
})
const rows = fc.array(arbitraryRow, { maxLength: 2 })
const lineage = { inbox: text, epoch: text }

const snapshot: fc.Arbitrary<Snapshot> = fc.record({
  type: fc.constant('snapshot' as const),
  ...lineage,
  reason: fc.option(fc.constantFrom('epoch' as const, 'too-far' as const)),
  to: text,
  position,
  head: arbitraryHead,
  counts,
  features: fc.record({ gamification: fc.boolean() }),
  now: text,
  notifications: rows,
  next: fc.option(text),
})

const delta: fc.Arbitrary<Delta> = fc.record({
  type: fc.constant('delta' as const),
  ...lineage,
  from: position,
  to: text,
  position,
  head: fc.option(arbitraryHead),
  counts: fc.option(counts),
  notifications: rows,
  commands: fc.array(fc.uuid(), { maxLength: 2 }),
  now: text,
})

/** Any frame. */
export const arbitraryFrame: fc.Arbitrary<Frame> = fc.oneof(
  fc.record({
    type: fc.constant('hello' as const),
    ...lineage,
    version: count,
    minVersion: count,
    heartbeatMs: count,
    now: text,
    hints: fc.record({
      reconnectWindowMs: count,
      resetWindowMs: count,
      pollAfterMs: count,
      maxAgeMs: count,
    }),
  }),
  snapshot,
  delta,
  fc.record({ type: fc.constant('heartbeat' as const), ...lineage, position, now: text }),
  fc.record({
    type: fc.constant('bye' as const),
    reason: fc.constantFrom('deploy' as const, 'auth' as const),
    retryAfterMs: count,
  }),
)

/** Any page. */
export const arbitraryPage: fc.Arbitrary<Page> = fc.record({
  type: fc.constant('page' as const),
  to: text,
  notifications: rows,
  next: fc.option(text),
})

type Path = readonly (string | number)[]

/** A value with one part of it, anywhere, replaced by any JSON value or taken out. */
export function damaged<T extends object>(values: fc.Arbitrary<T>): fc.Arbitrary<unknown> {
  return values.chain((value) =>
    fc
      .record({
        path: fc.constantFrom(...pathsIn(value)),
        part: fc.option(fc.jsonValue({ maxDepth: 2 }), { nil: undefined }),
      })
      .map(({ path, part }) => replaced(value, path, part)),
  )
}

function pathsIn(value: unknown, base: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return base.length > 0 ? [base] : []
  return [
    ...(base.length > 0 ? [base] : []),
    ...Object.entries(value).flatMap(([key, inner]) => pathsIn(inner, [...base, key])),
  ]
}

function replaced(value: unknown, path: Path, part: unknown): unknown {
  const copy = structuredClone(value)
  const last = path.at(-1)
  const parent = path
    .slice(0, -1)
    .reduce<unknown>((inner, key) => (inner as Record<string, unknown>)[key], copy) as Record<
    string,
    unknown
  >
  if (last === undefined) return copy
  if (part === undefined) Reflect.deleteProperty(parent, last)
  else parent[last] = part
  // As it would arrive: JSON knows neither holes nor undefined.
  return JSON.parse(JSON.stringify(copy)) as unknown
}
