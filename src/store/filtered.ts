import type { Page } from '../protocol/index.js'
import { byNewest, oldestOf, type Confirmed, type ListKey } from './state.js'

/** How far down something was looked for. */
export interface FilteredEnd {
  /** The cursor of the full state that it was looked for below. */
  readonly base: string
  /** Asks for the next page of what was looked for; `null` where there is none. */
  readonly next: string | null
  /** Nothing below this row is known to be complete; `null`: there is nothing below. */
  readonly oldest: ListKey | null
}

/** Where the looking has come to with a page. */
export const endAfter = (page: Page, before: FilteredEnd): FilteredEnd => ({
  base: before.base,
  next: page.next,
  oldest: page.next === null ? null : (oldestOf(page.notifications) ?? before.oldest),
})

/**
 * How far down everything is known that is looked for: to the end of the list or, where that lies
 * deeper, to that of the looking. A full state makes the latter worthless.
 */
export function deepestEnd(confirmed: Confirmed, found: FilteredEnd | null): FilteredEnd {
  if (found?.base !== confirmed.base || confirmed.next === null) return confirmed
  if (found.oldest === null || confirmed.oldest === null) return found
  return byNewest(found.oldest, confirmed.oldest) > 0 ? found : confirmed
}
