import { describeType, type Content, type Row } from '../protocol/index.js'

/** What a fixture may choose; the rest is filled in. */
export type RowOptions = Partial<Row> & { readonly position?: number }

const hex = (value: number, length: number): string => value.toString(16).padStart(length, '0')

/** The id of the n-th fixture: a UUIDv7 by shape, growing with `n`. */
export const fixtureId = (n: number): string => `01900000-0000-7000-8000-${hex(n, 12)}`

/** The moment at which the fixtures' time begins. */
export const FIXTURE_TIME = Date.parse('2026-03-02T09:00:00.000Z')

/** A member's own row, unread, that came as the `position`-th change. */
export function memberRow({ position = 1, ...row }: RowOptions = {}): Row {
  const content = row.content === undefined ? lesson(position) : row.content
  return {
    id: fixtureId(position),
    scope: 'member',
    category: content ? describeType(content.type).category : 'learning',
    createdAt: new Date(FIXTURE_TIME + position * 60_000).toISOString(),
    kind: 'created',
    rev: position,
    revb: 0,
    pos: position,
    alertPos: position,
    readPos: 0,
    gonePos: 0,
    raisedU: 0,
    readAtU: 0,
    retracted: false,
    ...row,
    content,
  }
}

/** A row of a broadcast, unread, that came as the `position`-th broadcast. */
export const broadcastRow = ({ position = 1, ...row }: RowOptions = {}): Row =>
  memberRow({ position, scope: 'broadcast', rev: 0, revb: position, ...row })

/** What a notification of a new lesson says. */
export const lesson = (number: number): Content => ({
  type: 'lesson.published',
  title: 'New lesson available',
  message: `Lesson ${number} is now available in Geometry I`,
  actionUrl: `/courses/geometry-1/lessons/lesson-${number}`,
})
