import type { Page, Snapshot } from '../protocol/index.js'
import { mergeRows } from './merge.js'
import { oldestOf, type InboxState, type ListEnd } from './state.js'

/**
 * Adds a page of older rows, unless the list changed since the page was requested. A page from
 * before a snapshot is too old even if the list ends at the same row. A row that was removed
 * between the two would return and never be removed again.
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

/** Joins a snapshot and the page below it into one deeper snapshot. */
export const extendSnapshot = (snapshot: Snapshot, page: Page): Snapshot => ({
  ...snapshot,
  notifications: [...snapshot.notifications, ...page.notifications],
  next: page.next,
})

/**
 * Merges rows of a search into the state. Rows below the end of the list are not listed, because
 * the end does not move. As with pages, rows from before a snapshot are too old and are ignored.
 */
export function receiveFiltered(state: InboxState, page: Page, base: string): InboxState {
  const { confirmed } = state
  if (confirmed?.base !== base) return state
  return {
    ...state,
    confirmed: { ...confirmed, rows: mergeRows(confirmed.rows, page.notifications) },
  }
}
