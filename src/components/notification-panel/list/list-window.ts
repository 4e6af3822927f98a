import type { Query } from '../../../client/requests/api.js'
import { byNewest, type ListKey } from '../../../store/state.js'
import type { InboxNotification } from '../../../store/listing.js'
import { matches, queryOf, type Filter } from '../filters.js'

/** How many more notifications each press of "Load older" shows. */
const PAGE_SIZE = 30

/** What a notification has to hold to be shown. */
export interface TextFilter {
  /** As the server is asked for it. */
  readonly q: string
  readonly lets: (notification: InboxNotification) => boolean
}

/** The part of the list that is drawn, and what is not. */
export interface Shown {
  readonly rows: readonly InboxNotification[]
  /** How many came above them while somebody was reading. */
  readonly newCount: number
  /** Whether there is more below them in the list. */
  readonly isMore: boolean
}

/** Decides what of a list is drawn: what keeps coming must neither move it nor make it heavier. */
export class ListWindow {
  filter: Filter = 'all'
  text: TextFilter | undefined
  #limit = PAGE_SIZE
  #top: ListKey | undefined

  /** Begins anew, at the newest. */
  reset(): void {
    this.#limit = PAGE_SIZE
    this.#top = undefined
  }

  /** Shows one page more. */
  grow(): void {
    this.#limit += PAGE_SIZE
  }

  /** What the server is asked for, to find more of what is shown. */
  get query(): Query {
    return { ...queryOf(this.filter), ...(this.text ? { q: this.text.q } : {}) }
  }

  /** Whether a list is long enough to draw so many pages more. */
  isFilled(list: readonly InboxNotification[], pages: number): boolean {
    return this.count(list) >= this.#limit + pages * PAGE_SIZE
  }

  /** How many of a list are let through. */
  count(list: readonly InboxNotification[]): number {
    return this.#through(list).length
  }

  /** @param isReading - holds what is new back until nobody reads, or it is asked for */
  show(list: readonly InboxNotification[], isReading: boolean): Shown {
    const all = this.#through(list)
    if (!isReading || !this.#top) this.#top = all[0]
    const top = this.#top
    // Where nothing older is left, what is new need not be held back.
    const start = top
      ? Math.max(
          0,
          all.findIndex((one) => byNewest(one, top) >= 0),
        )
      : 0
    const end = start + this.#limit
    return { rows: all.slice(start, end), newCount: start, isMore: end < all.length }
  }

  #through(list: readonly InboxNotification[]): readonly InboxNotification[] {
    const { filter, text } = this
    if (filter === 'all' && !text) return list
    return list.filter((one) => matches(one, filter) && (text?.lets(one) ?? true))
  }
}
