import { atom, computed, type ReadableAtom } from 'nanostores'
import { deepestEnd, endAfter, type FilteredEnd } from '../store/filtered.js'
import { createListing, type InboxNotification } from '../store/listing.js'
import type { Query } from './requests/api.js'
import type { InboxInternals } from './create-inbox.js'

/** A list of the notifications that match a query, loaded page by page from the server. */
export interface FilteredList {
  /**
   * Returns all known notifications, newest first; the reader applies the filter. While {@link
   * FilteredList.$isStale} is `true`, these are all loaded notifications. Otherwise the list ends at
   * the row down to which all matching notifications are loaded.
   */
  readonly notifications: () => readonly InboxNotification[]
  /** Whether the server may have more matching notifications below these. */
  readonly $hasOlder: ReadableAtom<boolean>
  /**
   * Whether the server must be asked: it was not asked yet, or a full state has replaced the list
   * since.
   */
  readonly $isStale: ReadableAtom<boolean>
  /**
   * Loads the next page of matching notifications.
   *
   * @throws {TransportError} if the request fails.
   */
  loadOlder(): Promise<void>
}

const PAGE_SIZE = 30

/**
 * Creates a list of the notifications of an inbox that match a query. It sends no request before
 * {@link FilteredList.loadOlder} is called.
 */
export function createFilteredList(
  { $confirmed, $view, page }: InboxInternals,
  query: Query,
  signal: AbortSignal,
): FilteredList {
  const $end = atom<FilteredEnd | null>(null)
  const list = createListing()
  const $deepest = computed([$confirmed, $end], (confirmed, end) =>
    confirmed ? deepestEnd(confirmed, end) : null,
  )
  const $isStale = computed(
    [$confirmed, $end],
    (confirmed, end) => (confirmed?.next ?? null) !== null && end?.base !== confirmed?.base,
  )

  return {
    notifications: () =>
      list($view.get(), $isStale.get() ? null : ($deepest.get()?.oldest ?? null)),
    $hasOlder: computed($deepest, (end) => (end?.next ?? null) !== null),
    $isStale,
    async loadOlder() {
      const from = $deepest.get()
      if (!from?.next) return
      const { base, next, oldest } = from
      const asked = await page({ limit: PAGE_SIZE, after: next, ...query }, base, signal)
      if (!asked) return
      $end.set(endAfter(asked, { base, next, oldest }))
    },
  }
}
