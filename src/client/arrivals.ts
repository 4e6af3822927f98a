import { isUnread, partFor, type Row } from '../protocol/index.js'
import type { Confirmed } from '../store/state.js'

/**
 * Tells what came since the last call: rows that asked for attention since, and are still unread. A
 * first or full state only moves the place that later ones are counted from, because what it holds is
 * no news; a call without one begins anew.
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
