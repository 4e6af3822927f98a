import { atom, computed, type ReadableAtom } from 'nanostores'
import { deepestEnd, endAfter, type FilteredEnd } from '../store/filtered.js'
import { createListing, type InboxNotification } from '../store/listing.js'
import type { Query } from './requests/api.js'
import type { InboxInternals } from './create-inbox.js'

/** A list of the notifications that match a query, loaded page by page from the server. */
export interface FilteredList {
  /**
   * All notifications that are known, newest first: everything until the server was asked, and then down
   * to where everything that is looked for is known. Whoever looks picks theirs.
   */
  readonly $notifications: ReadableAtom<readonly InboxNotification[]>
  /** Whether there may be more below them. */
  readonly $hasOlder: ReadableAtom<boolean>
  /** Whether the server has to be asked: never was, or not since the list was replaced. */
  readonly $isDue: ReadableAtom<boolean>
  /**
   * Looks one page further down.
   *
   * @throws {TransportError} where that fails.
   */
  loadOlder(): Promise<void>
}

const PAGE_SIZE = 30

/** Looks for something in an inbox. Asks for nothing yet. */
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
  const $isDue = computed(
    [$confirmed, $end],
    (confirmed, end) => (confirmed?.next ?? null) !== null && end?.base !== confirmed?.base,
  )

  return {
    $notifications: computed([$view, $deepest, $isDue], (view, end, isDue) =>
      list(view, isDue ? null : (end?.oldest ?? null)),
    ),
    $hasOlder: computed($deepest, (end) => (end?.next ?? null) !== null),
    $isDue,
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
