import { isUnread, partFor, type Row } from '../protocol/index.js'
import type { Confirmed } from '../store/state.js'

/**
 * Creates a function that returns the rows that arrived between two states: rows that asked for
 * attention since the previous call and are still unread. The first state and a full state return
 * none, because their rows are not news; later calls compare with that state. A call without a
 * state makes the next call a first one.
 */
export function createArrivals(): (now?: Confirmed | null) => Row[] {
  let seen: Confirmed | null | undefined
  return (now) => {
    const rows = seen && now ? arrivalsBetween(seen, now) : []
    seen = now
    return rows
  }
}

const arrivalsBetween = (before: Confirmed, now: Confirmed): Row[] =>
  before.base === now.base && before.inbox === now.inbox
    ? [...now.rows.values()].filter(
        (row) =>
          row.content && row.alertPos > partFor(row, before.position) && isUnread(row, now.head),
      )
    : []
