import type { ReactiveControllerHost } from 'lit'
import type { ReadableAtom } from 'nanostores'
import type { Query } from '../../../client/requests/api.js'
import type { createFilteredList, FilteredList } from '../../../client/filtered-list.js'
import type { InboxNotification } from '../../../store/listing.js'
import type { RowActionsHost } from '../row/row-actions.js'

/** The number of pages that one press of "Load older" may fetch to fill a page of matching rows. */
const PAGES_PER_PRESS = 5

/**
 * Provides the rows of the list: the loaded rows of the inbox, and for a filter or a search further
 * rows that the server finds below the end of the loaded list. When the query changes, answers to
 * the former query are dropped.
 */
export class ListSource {
  /** Whether further rows are being loaded. */
  isLoading = false
  /** Whether the last attempt to load further rows failed. */
  hasFailed = false
  readonly #panel: RowActionsHost & ReactiveControllerHost
  #query: Query = {}
  #filtered: FilteredList | undefined
  #createFilteredList: typeof createFilteredList | undefined
  #filtering = new AbortController()
  /**
   * Whether the last load did not find enough rows. It then takes a press of "Load older" to load
   * more.
   */
  #isSpent = false

  constructor(panel: RowActionsHost & ReactiveControllerHost) {
    this.#panel = panel
  }

  get $notifications(): ReadableAtom<readonly InboxNotification[]> | undefined {
    return (this.#filtered ?? this.#panel.inbox)?.$notifications
  }

  /** Whether the server has further rows. */
  get $hasOlder(): ReadableAtom<boolean> | undefined {
    return (this.#filtered ?? this.#panel.inbox)?.$hasOlder
  }

  /**
   * Whether further rows should be loaded without a press of "Load older". That is the case if the
   * server has more, and either no row is shown or only loaded rows were searched.
   */
  isDue(isEmpty: boolean): boolean {
    if (this.isLoading || this.hasFailed || !this.$hasOlder?.get()) return false
    return (isEmpty && !this.#isSpent) || (this.#filtered?.$isDue.get() ?? this.#isFiltering)
  }

  /** Changes the query; an empty query lists everything. */
  look(query: Query): void {
    this.#filtering.abort()
    this.#filtering = new AbortController()
    this.#query = query
    this.#filtered = undefined
    this.isLoading = this.hasFailed = this.#isSpent = false
    if (this.#createFilteredList) this.#openFilteredList()
    this.#panel.requestUpdate()
  }

  /**
   * Loads further rows until `isEnough` returns `true` or the server has no more.
   *
   * @returns `false` if loading failed, the query changed meanwhile or another load is in progress,
   *   else `true`
   */
  async fill(isEnough: () => boolean): Promise<boolean> {
    if (this.isLoading || isEnough() || this.$hasOlder?.get() !== true) return !this.isLoading
    const { signal } = this.#filtering
    this.#tell(true, false)
    try {
      await this.#loadFilteredList()
      for (let page = 0; page < PAGES_PER_PRESS && !signal.aborted; page += 1) {
        if (isEnough() || this.$hasOlder?.get() !== true) break
        await (this.#filtered ?? this.#panel.inbox)?.loadOlder()
      }
      if (signal.aborted) return false
      this.#isSpent = !isEnough()
      this.#tell(false, false)
      return true
    } catch {
      if (!signal.aborted) this.#tell(false, true)
      return false
    }
  }

  /** Whether the server can apply the query itself. */
  get #isFiltering(): boolean {
    return Object.keys(this.#query).length > 0
  }

  async #loadFilteredList(): Promise<void> {
    if (this.#filtered || !this.#isFiltering) return
    const { signal } = this.#filtering
    const { createFilteredList } = await import('../../../client/filtered-list.js')
    this.#createFilteredList = createFilteredList
    if (!signal.aborted) this.#openFilteredList()
  }

  #openFilteredList(): void {
    const { inbox } = this.#panel
    if (!inbox || !this.#isFiltering) return
    this.#filtered = this.#createFilteredList?.(
      inbox.internals,
      this.#query,
      this.#filtering.signal,
    )
  }

  #tell(isLoading: boolean, hasFailed: boolean): void {
    this.isLoading = isLoading
    this.hasFailed = hasFailed
    this.#panel.requestUpdate()
  }
}
