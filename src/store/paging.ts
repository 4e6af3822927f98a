import type { Page, Snapshot } from '../protocol/index.js'
import { mergeRows } from './merge.js'
import { oldestOf, type InboxState, type ListEnd } from './state.js'

/**
 * Folds in a page of older rows, unless the list moved on from the end it was asked for. A page from
 * before a full state is too old even where the list ends at the same row: what was removed between
 * the two would come back, and nothing would ever take it away again.
 */
export function receivePage(state: InboxState, page: Page, asked: ListEnd): InboxState {
  const { confirmed } = state
  if (!confirmed || confirmed.next !== asked.next || confirmed.base !== asked.base) return state
  return {
    ...state,
    confirmed: {
      ...confirmed,
      rows: mergeRows(confirmed.rows, page.notifications),
      next: page.next,
      oldest: page.next === null ? null : (oldestOf(page.notifications) ?? confirmed.oldest),
    },
  }
}

/** A snapshot and the pages below it, as one snapshot of their joint depth. */
export const extendSnapshot = (snapshot: Snapshot, page: Page): Snapshot => ({
  ...snapshot,
  notifications: [...snapshot.notifications, ...page.notifications],
  next: page.next,
})

/**
 * Folds in rows that were looked for. They may lie below the end of the list, and then are not listed:
 * the end stays where it is. Rows from before a full state are too old, as those of a page are.
 */
export function receiveFiltered(state: InboxState, page: Page, base: string): InboxState {
  const { confirmed } = state
  if (confirmed?.base !== base) return state
  return {
    ...state,
    confirmed: { ...confirmed, rows: mergeRows(confirmed.rows, page.notifications) },
  }
}
