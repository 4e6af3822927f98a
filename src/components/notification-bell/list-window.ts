import { byNewest, type ListKey } from '../../store/state.js'
import type { InboxNotification } from '../../store/listing.js'
import { matches, type Filter } from './filters.js'

/** How many more notifications each press of "Load older" shows. */
const PAGE_SIZE = 30

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

  /** How many rows the list needs to have, to show one page more. */
  get nextLimit(): number {
    return this.#limit + PAGE_SIZE
  }

  /** How many of a list the filter lets through. */
  count(list: readonly InboxNotification[]): number {
    return this.#through(list).length
  }

  /** @param isReading - holds what is new back until nobody reads, or it is asked for */
  show(list: readonly InboxNotification[], isReading: boolean): Shown {
    const all = this.#through(list)
    if (!isReading || !this.#top) this.#top = all[0]
    const top = this.#top
    const found = top ? all.findIndex((one) => byNewest(one, top) >= 0) : 0
    const start = found < 0 ? all.length : found
    const end = start + this.#limit
    return { rows: all.slice(start, end), newCount: start, isMore: end < all.length }
  }

  #through(list: readonly InboxNotification[]): readonly InboxNotification[] {
    const { filter } = this
    return filter === 'all' ? list : list.filter((one) => matches(one, filter))
  }
}
