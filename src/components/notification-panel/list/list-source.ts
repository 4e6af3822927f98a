import type { ReactiveControllerHost } from 'lit'
import type { ReadableAtom } from 'nanostores'
import type { Query } from '../../../client/requests/api.js'
import type { createFilteredList, FilteredList } from '../../../client/filtered-list.js'
import type { InboxNotification } from '../../../store/listing.js'
import type { RowActionsHost } from '../row/row-actions.js'

/** How many pages one press may fetch to fill a page of what is shown. */
const PAGES_PER_PRESS = 5

/**
 * Where the rows of a list come from: the inbox or, below the end of its list, what the server finds of
 * it. What was on its way for something that is no longer looked for is forgotten.
 */
export class ListSource {
  /** Whether further rows are on their way. */
  isLoading = false
  /** Whether they could not be had. */
  hasFailed = false
  readonly #panel: RowActionsHost & ReactiveControllerHost
  #query: Query = {}
  #filtered: FilteredList | undefined
  #createFilteredList: typeof createFilteredList | undefined
  #filtering = new AbortController()
  /** Whether what was fetched last was not enough: who wants more of it says so. */
  #isSpent = false

  constructor(panel: RowActionsHost & ReactiveControllerHost) {
    this.#panel = panel
  }

  get $notifications(): ReadableAtom<readonly InboxNotification[]> | undefined {
    return (this.#filtered ?? this.#panel.inbox)?.$notifications
  }

  /** Whether there are further rows to load. */
  get $hasOlder(): ReadableAtom<boolean> | undefined {
    return (this.#filtered ?? this.#panel.inbox)?.$hasOlder
  }

  /**
   * Whether the server has to be asked, though nobody said so: there is more, and either nothing of it is
   * shown or only what is loaded was looked through.
   */
  isDue(isEmpty: boolean): boolean {
    if (this.isLoading || this.hasFailed || !this.$hasOlder?.get()) return false
    return (isEmpty && !this.#isSpent) || (this.#filtered?.$isDue.get() ?? this.#isFiltering)
  }

  /** Looks for something else, or for everything. */
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
   * Loads further rows until there are enough, or no more.
   *
   * @returns whether that is so: not where it failed, or something else is looked for by now
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

  /** Whether the server can be asked for just what is looked for. */
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
