import type { Inbox } from '../../../client/create-inbox.js'
import type { FilteredList } from '../../../client/filtered-list.js'

export { createFilteredList } from '../../../client/filtered-list.js'

/** The number of pages that one press of "Load older" may fetch to fill a page of matching rows. */
const PAGES_PER_PRESS = 5

/**
 * Loads pages from the server until `isFull` returns `true`, the server has no more, or the
 * signal aborts.
 *
 * @throws {TransportError} if a request fails.
 */
export async function fillList(
  source: Pick<Inbox | FilteredList, '$hasOlder' | 'loadOlder'>,
  isFull: () => boolean,
  signal: AbortSignal,
): Promise<void> {
  for (let page = 0; page < PAGES_PER_PRESS && !signal.aborted; page += 1) {
    if (isFull() || !source.$hasOlder.get()) return
    await source.loadOlder()
  }
}
