import type { Query } from '../../../client/requests/api.js'
import { byNewest, type ListKey } from '../../../store/state.js'
import type { InboxNotification } from '../../../store/listing.js'
import { matches, queryOf, type Filter } from '../filters.js'

/** The number of further notifications that each press of "Load older" shows. */
const PAGE_SIZE = 30

/** A search text, as a condition on notifications. */
export interface TextFilter {
  /** The text as the server is asked for it. */
  readonly q: string
  readonly lets: (notification: InboxNotification) => boolean
}

/** The part of the list that is rendered, and what is left out. */
export interface Shown {
  readonly rows: readonly InboxNotification[]
  /**
   * The number of notifications above `rows` that arrived while the member was reading the list.
   */
  readonly newCount: number
  /** Whether the loaded list has further notifications below `rows`. */
  readonly hasMoreLoaded: boolean
}

/**
 * Decides which part of the list is rendered. Arriving notifications neither move the rendered rows
 * nor increase their number.
 */
export class ListWindow {
  filter: Filter = 'all'
  text: TextFilter | undefined
  #limit = PAGE_SIZE
  #top: ListKey | undefined

  /** Starts again with one page at the newest notification. */
  reset(): void {
    this.#limit = PAGE_SIZE
    this.#top = undefined
  }

  /** Shows one page more. */
  grow(): void {
    this.#limit += PAGE_SIZE
  }

  /**
   * The query that asks the server for more of the notifications that the filter and the search
   * show.
   */
  get query(): Query {
    return { ...queryOf(this.filter), ...(this.text ? { q: this.text.q } : {}) }
  }

  /** Whether a list has enough matching notifications to show `pages` pages more. */
  isFull(list: readonly InboxNotification[], pages: number): boolean {
    return this.count(list) >= this.#limit + pages * PAGE_SIZE
  }

  /** The number of notifications of a list that match the filter and the search. */
  count(list: readonly InboxNotification[]): number {
    return this.#through(list).length
  }

  /**
   * Returns the part of a list to render.
   *
   * @param isReading - holds new notifications back until it is `false`, or until {@link reset}
   */
  show(list: readonly InboxNotification[], isReading: boolean): Shown {
    const all = this.#through(list)
    if (!isReading || !this.#top) this.#top = all[0]
    const top = this.#top
    // If the notification at the top is gone with all older ones, newer ones are no longer held
    // back.
    const start = top
      ? Math.max(
          0,
          all.findIndex((one) => byNewest(one, top) >= 0),
        )
      : 0
    const end = start + this.#limit
    return { rows: all.slice(start, end), newCount: start, hasMoreLoaded: end < all.length }
  }

  #through(list: readonly InboxNotification[]): readonly InboxNotification[] {
    const { filter, text } = this
    if (filter === 'all' && !text) return list
    return list.filter((one) => matches(one, filter) && (text?.lets(one) ?? true))
  }
}
