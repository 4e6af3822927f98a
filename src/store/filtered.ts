import type { Page } from '../protocol/index.js'
import { byNewest, oldestOf, type Confirmed, type ListKey } from './state.js'

/** The end of a filtered list or a search. */
export interface FilteredEnd {
  /** The cursor of the snapshot that the search belongs to. */
  readonly base: string
  /** The token of the next page of results; `null` if there is none. */
  readonly next: string | null
  /** The oldest row down to which the results are complete; `null` if there are no older ones. */
  readonly oldest: ListKey | null
}

/** Returns the end of the results after a page. */
export const endAfter = (page: Page, before: FilteredEnd): FilteredEnd => ({
  base: before.base,
  next: page.next,
  oldest: page.next === null ? null : (oldestOf(page.notifications) ?? before.oldest),
})

/**
 * Returns the end down to which all results are known: the end of the list or, if it is deeper, the
 * end of the search. A snapshot invalidates the end of an earlier search.
 */
export function deepestEnd(confirmed: Confirmed, found: FilteredEnd | null): FilteredEnd {
  if (found?.base !== confirmed.base || confirmed.next === null) return confirmed
  if (found.oldest === null || confirmed.oldest === null) return found
  return byNewest(found.oldest, confirmed.oldest) > 0 ? found : confirmed
}
