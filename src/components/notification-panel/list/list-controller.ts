import type { ReactiveControllerHost } from 'lit'
import type { Inbox } from '../../../client/create-inbox.js'
import type { FilteredList } from '../../../client/filtered-list.js'
import { lazy } from '../../../client/lazy.js'
import { StoreController } from '../../../internal/store-controller.js'
import type { InboxNotification } from '../../../store/listing.js'
import type { Filter } from '../filters.js'
import { ListWindow, type Shown, type TextFilter } from './list-window.js'

/** A panel that shows a list. */
export interface ListHost extends HTMLElement, ReactiveControllerHost {
  readonly inbox: Inbox | undefined
}

/** The number of notifications that match a search. */
export interface Extent {
  readonly count: number
  /** Whether the server has further matches. */
  readonly hasMore: boolean
}

/**
 * The list of a panel. Its rows are the loaded notifications of the inbox and, for a filter or a
 * search, further ones that the server finds below the end of the loaded list. When the query
 * changes, answers to the former query are dropped.
 */
export class ListController {
  /** The part of the list to render. */
  shown: Shown = { rows: [], newCount: 0, hasMoreLoaded: false }
  /** Whether further rows are being loaded. */
  isLoading = false
  /** Whether the last attempt to load further rows failed. */
  hasFailed = false
  readonly #panel: ListHost
  readonly #window = new ListWindow()
  readonly #hasOlder: StoreController<boolean>
  readonly #loader = lazy(
    () => import('./fill-list.js'),
    (loader) => loader,
  )
  /**
   * The notifications of the inbox and, below them, what the server finds for the filter or the
   * search. It takes the place of the inbox as `#source`. It exists only while a filter or a search
   * that the server can apply is set, and only once its code is loaded.
   */
  #filtered: FilteredList | undefined
  /** Aborted when the filter or the search changes. */
  #queryEnd = new AbortController()
  /**
   * Whether the last load found fewer rows than a page. The next load then waits for a press of
   * "Load older", so that a rare word does not read the whole history.
   */
  #needsPress = false

  constructor(panel: ListHost) {
    this.#panel = panel
    // Not `$notifications`, which makes a list for each notification of a burst.
    new StoreController(panel, () => panel.inbox?.internals.$view)
    this.#hasOlder = new StoreController(panel, () => this.#source?.$hasOlder)
  }

  /** All notifications that are known, of which a filter or a search shows some. */
  get all(): readonly InboxNotification[] {
    return (this.#filtered ?? this.#panel.inbox?.internals)?.notifications() ?? []
  }

  /** The current filter and search, as a signal that is aborted when one of them changes. */
  get query(): AbortSignal {
    return this.#queryEnd.signal
  }

  /** Whether the server has further rows. */
  get hasOlder(): boolean {
    return this.#hasOlder.value === true
  }

  get filter(): Filter {
    return this.#window.filter
  }

  /** Shows only notifications that pass a filter. */
  set filter(filter: Filter) {
    this.#window.filter = filter
    this.restart()
  }

  /** Shows only notifications that match a text; `undefined` shows all. */
  set text(text: TextFilter | undefined) {
    this.#window.text = text
    this.restart()
  }

  /** Starts over with one page at the newest notification that matches the filter and the search. */
  restart(): void {
    this.#window.reset()
    this.#queryEnd.abort()
    this.#queryEnd = new AbortController()
    this.#filtered = undefined
    this.isLoading = this.hasFailed = this.#needsPress = false
    this.#openFiltered()
    this.#panel.requestUpdate()
  }

  /**
   * Decides which part of the list is rendered. Call it before each render.
   *
   * @param isReading - holds new notifications back, so that the rows do not move
   */
  update(isReading: boolean): void {
    this.shown = this.#window.show(this.all, isReading)
  }

  /** Shows the notifications that were held back. */
  showNew(): void {
    this.#window.reset()
    this.#panel.requestUpdate()
  }

  /** Shows one page more, and loads it first if necessary. */
  async showOlder(): Promise<void> {
    if (await this.#fill(1)) this.#window.grow()
    this.#panel.requestUpdate()
  }

  /**
   * Loads matches from the server until a page is full. Resolves to the number of matches, or to
   * `undefined` if loading failed.
   */
  async fillPage(): Promise<Extent | undefined> {
    if (!(await this.#fill(0))) return undefined
    return { count: this.#window.count(this.all), hasMore: this.hasOlder }
  }

  /**
   * Whether the list needs rows from the server without a press of "Load older": it shows none, or
   * the server must be asked for those that match the filter or the search, because it was not asked
   * yet or a full state has replaced the list since.
   */
  get needsRows(): boolean {
    if (this.isLoading || this.hasFailed || !this.hasOlder) return false
    const isEmpty = this.shown.rows.length + this.shown.newCount === 0
    const mustAsk = this.#filtered ? this.#filtered.$isStale.get() : this.#hasServerQuery
    return mustAsk || (isEmpty && !this.#needsPress)
  }

  /** Whether older rows may be loaded because the end of the list comes near. */
  get mayContinue(): boolean {
    return !this.isLoading && !this.hasFailed && !this.#needsPress
  }

  /**
   * Loads rows until `pages` further pages are full or the server has no more.
   *
   * @returns `false` if loading failed, the query changed meanwhile or another load is in progress,
   *   else `true`
   */
  async #fill(pages: number): Promise<boolean> {
    const isFull = (): boolean => this.#window.isFull(this.all, pages)
    if (this.isLoading) return false
    // Loaded matches that fill the page are enough, even if the server was not asked yet.
    if (isFull() || !this.hasOlder) return true
    const { signal } = this.#queryEnd
    this.#setLoading(true, false)
    const hasSucceeded = await this.#load(isFull, signal).catch(() => false)
    if (signal.aborted) return false
    this.#needsPress = hasSucceeded && !isFull()
    this.#setLoading(false, !hasSucceeded)
    return hasSucceeded
  }

  /** Resolves to `false` if the code for loading could not be loaded. */
  async #load(isFull: () => boolean, signal: AbortSignal): Promise<boolean> {
    const loader = await this.#loader.load()
    if (!this.#filtered) this.#openFiltered()
    const source = this.#source
    if (!source || !loader) return false
    await loader.fillList(source, isFull, signal)
    return true
  }

  /** The list that the server's matches extend, if it exists; else the inbox. */
  get #source(): Inbox | FilteredList | undefined {
    return this.#filtered ?? this.#panel.inbox
  }

  /**
   * Whether the server can apply the filter or the search. The filter `system` has no query, because
   * it stands for several categories; the rows of the inbox are filtered then.
   */
  get #hasServerQuery(): boolean {
    return Object.keys(this.#window.query).length > 0
  }

  #openFiltered(): void {
    const { inbox } = this.#panel
    if (!inbox || !this.#hasServerQuery) return
    this.#filtered = this.#loader.loaded?.createFilteredList(
      inbox.internals,
      this.#window.query,
      this.#queryEnd.signal,
    )
  }

  #setLoading(isLoading: boolean, hasFailed: boolean): void {
    this.isLoading = isLoading
    this.hasFailed = hasFailed
    this.#panel.requestUpdate()
  }
}
