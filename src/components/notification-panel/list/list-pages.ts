import type { InboxNotification } from '../../../store/listing.js'
import { byNewest, type ListKey } from '../../../store/state.js'

/** The number of rows that a page has when it is made. */
const PAGE_ROWS = 60

/** Rows of one day that are rendered, or left out, together. */
export interface ListPage {
  /** The row with which the page began when it was made; `undefined` for the first page of a day. */
  readonly begin: ListKey | undefined
  /** The number of rows of the day above the page. */
  readonly above: number
  readonly rows: readonly InboxNotification[]
}

/**
 * Divides the rows of a day into pages. A page begins where it began before, so that a row that
 * arrives or is removed changes its own page only. A page that has become too long is divided, and a
 * page below a very short one joins it.
 *
 * @param rows - the rows of the day, newest first
 * @param before - the pages of the day as they were divided last
 */
export function divideIntoPages(
  rows: readonly InboxNotification[],
  before: readonly ListPage[],
): ListPage[] {
  const begins = before.flatMap(({ begin }) => begin ?? [])
  const pages: ListPage[] = []
  let page: InboxNotification[] = []
  for (const [above, row] of rows.entries()) {
    let begin: ListKey | undefined
    while (begins[0] && byNewest(row, begins[0]) >= 0) begin = begins.shift()
    const longest = begins.length > 0 ? 2 * PAGE_ROWS : PAGE_ROWS
    if (page.length >= longest) begin ??= row
    if (pages.length === 0) pages.push({ begin: undefined, above, rows: page })
    else if (begin && page.length >= PAGE_ROWS / 2) pages.push({ begin, above, rows: (page = []) })
    page.push(row)
  }
  return pages
}
