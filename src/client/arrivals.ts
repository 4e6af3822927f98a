import { isUnread, partFor, type Row } from '../protocol/index.js'
import type { Confirmed } from '../store/state.js'

/**
 * What came between two states: rows that asked for attention since, and are still unread. A full
 * state only moves the place that later ones are counted from, because what it holds is no news.
 */
export const arrivalsSince = (before: Confirmed, now: Confirmed): Row[] =>
  before.base === now.base && before.inbox === now.inbox
    ? [...now.rows.values()].filter(
        (row) =>
          row.content && row.alertPos > partFor(row, before.position) && isUnread(row, now.head),
      )
    : []
