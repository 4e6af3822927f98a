import type { ReadableAtom } from 'nanostores'
import type { Page } from '../protocol/index.js'
import { createInboxStore, type InboxAtoms } from '../store/inbox-store.js'
import type { View } from '../store/fold.js'
import type { InboxNotification } from '../store/listing.js'
import { receiveSnapshot } from '../store/receive-snapshot.js'
import { initialState, type Confirmed, type InboxState } from '../store/state.js'
import type { Transport } from '../transports/transport.js'
import { fetchWith, type FetchOptions } from './requests/fetch-with.js'
import { noteServerTime } from './clock-skew.js'
import type { Actions } from './commands/actions.js'
import { endpointOf } from './requests/endpoint.js'
import type { Engine } from './engine.js'
import { lazy } from './lazy.js'
import { askFirstState } from './requests/first-state.js'
import type { RequestOptions } from './requests/requests.js'
import type { TransportName } from './connection/named-transports.js'
import { createTokenSource, type GetToken } from './requests/token-source.js'
import type { TabEnvironment } from './tabs/tab-environment.js'

/** The options of {@link createInbox}. */
export interface InboxOptions extends FetchOptions {
  /** The server's base address. A relative address is resolved against the page. */
  readonly endpoint: string | URL
  /**
   * Returns the member's token. Default: none; the server then reads the cookie that its setting
   * `BELFRY_TOKEN_COOKIE` names.
   */
  readonly getToken?: GetToken | undefined
  /**
   * The transports, in order of preference: your own, or the names of Belfry's transports, which
   * are loaded when they are first needed. A transport that fails on the member's network is
   * replaced by the next one.
   * @default ['sse', 'websocket', 'polling']
   */
  readonly transports?: readonly (Transport | TransportName)[] | undefined
  /**
   * Whether a page that has been hidden for ten minutes (30 seconds on a phone) stays connected.
   * `'park'` closes the connection; the page is brought up to date as soon as it is visible again.
   * @default 'park'
   */
  readonly background?: 'park' | 'keep'
  /**
   * The number of notifications per page of the list.
   * @default 30
   */
  readonly pageSize?: number
}

/** Limits an action to one category. */
export interface CategoryOptions {
  /** The category. Default: all categories. */
  readonly category?: string | undefined
}

/** For the library's own elements only: it may change in any release. It writes no state. */
export interface InboxInternals {
  /** The state that the server has confirmed; `null` before the first one. */
  readonly $confirmed: ReadableAtom<Confirmed | null>
  /** The confirmed state with the pending commands applied; `null` before the first one. */
  readonly $view: ReadableAtom<View | null>
  /** Returns the loaded notifications, newest first. It costs less than `$notifications` in a burst. */
  readonly notifications: () => readonly InboxNotification[]
  /** Returns the server's opaque name of the inbox; `undefined` before the first state. */
  readonly identity: () => string | undefined
  readonly requests: RequestOptions
  /**
   * Loads a page of rows that match a query, and keeps the rows in the store. Resolves to
   * `undefined` if the inbox was never started.
   *
   * @throws {TransportError} if the request fails.
   */
  readonly page: (...asked: Parameters<Engine['page']>) => Promise<Page | undefined>
}

/** A member's inbox: its state, as readable atoms, and the member's actions. */
export interface Inbox extends InboxAtoms {
  /** @internal */
  readonly internals: InboxInternals
  /** Requests the state and then keeps it up to date. A second call has no effect. */
  start(): void
  /** Marks one notification as read. The page shows it at once, before the server answers. */
  markAsRead(id: string): void
  /** Marks one notification as unread. */
  markAsUnread(id: string): void
  /** Removes one notification. */
  remove(id: string): void
  /**
   * Marks as read all notifications that this page has received. Notifications that are still on
   * their way stay unread.
   */
  markAllAsRead(options?: CategoryOptions): void
  /** Removes all notifications that are read: "Clear history". */
  clearRead(): void
  /** Removes all notifications that this page has received, read or unread. */
  clearAll(options?: CategoryOptions): void
  /** Marks all received notifications as seen: the member has looked at the list. */
  markAsSeen(): void
  /** Undoes the action in `$undoable`. Without such an action, it has no effect. */
  undo(): void
  /**
   * Repeats the commands in `$refused` on the current notifications. Without such commands, it has
   * no effect.
   */
  tryAgain(): void
  /**
   * Loads the next page of older notifications.
   *
   * @throws {TransportError} if the request fails.
   */
  loadOlder(): Promise<void>
  /** Starts the next attempt to connect at once, without waiting for the back-off to end. */
  retry(): void
  /** Replaces the function that returns the member's token. */
  useToken(getToken: GetToken): void
  /**
   * Closes the inbox. Commands that were not sent are sent by the next page that opens the inbox;
   * they are lost if the browser cannot store them (`$isDurable` is `false`).
   */
  close(): void
  /**
   * Closes the inbox in this tab and in the member's other tabs, and removes all data of the member
   * from this browser. Commands that were not sent are lost.
   */
  logOut(): void
}

/**
 * The shortest wait before the engine's code is requested again after a failure, in milliseconds.
 * The wait is random, up to twice that, so that pages which failed together do not retry together.
 */
const RETRY_MS = 1_500

/**
 * Creates an inbox. It is idle until {@link Inbox.start} is called.
 *
 * @param tab The environment of the tab. Tests pass their own to simulate several tabs.
 */
export const createInbox = (options: InboxOptions, tab?: TabEnvironment): Inbox =>
  new SharedStateInbox(options, tab)

class SharedStateInbox implements Inbox {
  readonly #store = createInboxStore()
  readonly $isReady = this.#store.$isReady
  readonly $notifications = this.#store.$notifications
  readonly $counts = this.#store.$counts
  readonly $hasOlder = this.#store.$hasOlder
  readonly $features = this.#store.$features
  readonly $status = this.#store.$status
  readonly $undoable = this.#store.$undoable
  readonly $refused = this.#store.$refused
  readonly $isDurable = this.#store.$isDurable
  readonly $isWaiting = this.#store.$isWaiting
  readonly $clockSkewMs = this.#store.$clockSkewMs

  readonly internals: InboxInternals
  readonly #closing = new AbortController()
  readonly #options: InboxOptions
  readonly #tab: TabEnvironment | undefined
  readonly #requests: RequestOptions
  readonly #pageSize: number
  readonly #engine = lazy(
    () => this.#loadEngine(),
    (start) => start(),
    () => this.#handleNotLoaded(),
  )
  #isStarted = false
  #restart: ReturnType<typeof setTimeout> | undefined

  constructor(options: InboxOptions, tab: TabEnvironment | undefined) {
    this.#options = options
    this.#tab = tab
    this.#pageSize = options.pageSize ?? 30
    this.#requests = {
      endpoint: endpointOf(options.endpoint),
      tokens: createTokenSource(options.getToken),
      fetch: fetchWith(options),
    }
    this.internals = {
      $confirmed: this.#store.$confirmed,
      $view: this.#store.$view,
      notifications: this.#store.notifications,
      identity: () => this.#store.$state.get().confirmed?.inbox,
      requests: this.#requests,
      page: async (...asked) => (await this.#engine.load())?.page(...asked),
    }
  }

  start(): void {
    if (this.#closing.signal.aborted) return
    this.#isStarted = true
    clearTimeout(this.#restart)
    void this.#engine.load()
  }

  markAsRead(id: string): void {
    this.#act((actions, seen) => actions.markAsRead(seen, id))
  }

  markAsUnread(id: string): void {
    this.#act((actions, seen) => actions.markAsUnread(seen, id))
  }

  remove(id: string): void {
    this.#act((actions, seen) => actions.remove(seen, id))
  }

  markAllAsRead({ category }: CategoryOptions = {}): void {
    this.#act((actions, seen) => actions.markAllAsRead(seen, category))
  }

  clearRead(): void {
    this.#act((actions, seen) => actions.clearRead(seen))
  }

  clearAll({ category }: CategoryOptions = {}): void {
    this.#act((actions, seen) => actions.clearAll(seen, category))
  }

  markAsSeen(): void {
    this.#act((actions, seen) => actions.markAsSeen(seen))
  }

  undo(): void {
    this.#act((actions, seen) => actions.undo(seen))
  }

  tryAgain(): void {
    this.#act((actions, seen) => actions.tryAgain(seen))
  }

  async loadOlder(): Promise<void> {
    this.start()
    await (await this.#engine.load())?.loadOlder()
  }

  retry(): void {
    this.start()
    this.#withEngine((engine) => engine.wake())
  }

  useToken(getToken: GetToken): void {
    this.#requests.tokens.setGetToken(getToken)
    this.#withEngine((engine) => engine.wake())
  }

  close(): void {
    this.#closing.abort()
    clearTimeout(this.#restart)
    this.#store.$status.set('closed')
  }

  logOut(): void {
    const inbox = this.internals.identity()
    this.start()
    this.#withEngine((engine) => engine.forget(inbox))
    this.#leave()
  }

  #leave(): void {
    this.close()
    this.#store.update(() => initialState)
    this.#store.$undoable.set(null)
    this.#store.$refused.set(null)
  }

  #act(act: (actions: Actions, seen: InboxState) => void): void {
    const seen = this.#store.$state.get()
    this.start()
    this.#withEngine(({ actions }) => act(actions, seen))
  }

  #withEngine(use: (engine: Engine) => void): void {
    if (this.#isStarted) this.#engine.use(use)
  }

  /**
   * Schedules another attempt to load the engine's code. Loading fails while the device is offline.
   */
  #handleNotLoaded(): void {
    if (this.#closing.signal.aborted) return
    this.#store.$status.set('offline')
    this.#restart = setTimeout(() => this.start(), RETRY_MS * (1 + Math.random()))
  }

  /**
   * Loads the engine's code while the first state is requested.
   *
   * @returns a function that starts the engine
   */
  async #loadEngine(): Promise<() => Engine> {
    const first = this.#loadFirst()
    // The first paint needs only the first state. The engine's code loads at the same time, and the
    // engine starts once both have arrived.
    const { failureOf, startEngine } = await import('./engine.js')
    const failure = await failureOf(first, this.#requests.tokens)
    return () =>
      startEngine({
        requests: this.#requests,
        store: this.#store,
        tab: this.#tab,
        transports: this.#options.transports,
        pageSize: this.#pageSize,
        keepsHidden: this.#options.background === 'keep',
        failure,
        onForgotten: () => this.#leave(),
        signal: this.#closing.signal,
      })
  }

  /**
   * Requests the first state and puts it into the store.
   *
   * @returns the failure, which the engine classifies before it retries; `undefined` after a
   *   success
   */
  async #loadFirst(): Promise<unknown> {
    const { signal } = this.#closing
    try {
      const first = await askFirstState(this.#requests, this.#pageSize, signal)
      if (first instanceof Response) return first
      if (signal.aborted) return
      noteServerTime(this.#store, first)
      this.#store.apply(first, receiveSnapshot)
    } catch (error) {
      return error
    }
  }
}
