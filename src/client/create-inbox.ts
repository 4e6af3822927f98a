import type { ReadableAtom } from 'nanostores'
import type { Page } from '../protocol/index.js'
import { createInboxStore, type InboxAtoms } from '../store/inbox-store.js'
import type { View } from '../store/fold.js'
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
import { thisTab, type TabEnvironment } from './tabs/tab-environment.js'

/** How to reach a member's inbox. */
export interface InboxOptions extends FetchOptions {
  /** The server's base address; relative ones are resolved against the page. */
  readonly endpoint: string | URL
  /**
   * Gives the member's token. Default: none; the server then reads the cookie that its setting
   * `BELFRY_TOKEN_COOKIE` names.
   */
  readonly getToken?: GetToken | undefined
  /**
   * Ways to receive, in order of preference: your own, or the names of Belfry's, which are loaded
   * when they are needed. Each stands in where those before it do not work on a member's network.
   * @default ['sse', 'websocket', 'polling']
   */
  readonly transports?: readonly (Transport | TransportName)[] | undefined
  /**
   * Whether a page that nobody has seen for ten minutes (30 seconds on a phone) stays connected.
   * Parked, it is up to date again in the moment that somebody looks.
   * @default 'park'
   */
  readonly background?: 'park' | 'keep'
  /**
   * Notifications per page of the list.
   * @default 30
   */
  readonly pageSize?: number
}

/** What an action is about. */
export interface CategoryOptions {
  /** Default: everything. */
  readonly category?: string | undefined
}

/** For the library's own elements only: it may change in any release. It writes no state. */
export interface InboxInternals {
  /** The state that the server has confirmed; `null` before the first one. */
  readonly $confirmed: ReadableAtom<Confirmed | null>
  /** The confirmed state with the pending commands applied; `null` before the first one. */
  readonly $view: ReadableAtom<View | null>
  /** Returns the server's opaque name of the inbox; `undefined` before the first state. */
  readonly identity: () => string | undefined
  readonly requests: RequestOptions
  /**
   * Loads a page of rows that match a query, and keeps the rows. Resolves to `undefined` if the inbox
   * was never started.
   *
   * @throws {TransportError} if the request fails.
   */
  readonly page: (...asked: Parameters<Engine['page']>) => Promise<Page | undefined>
}

/** A member's inbox: what is true of it, and what can be done with it. */
export interface Inbox extends InboxAtoms {
  /** @internal */
  readonly internals: InboxInternals
  /** Asks for the state and then stays up to date. A second call does nothing. */
  start(): void
  /** Marks one notification as read, at once. */
  markAsRead(id: string): void
  /** Marks one notification as unread. */
  markAsUnread(id: string): void
  /** Takes one notification away. */
  remove(id: string): void
  /** Marks what this page has been told of as read: nothing that is still on its way. */
  markAllAsRead(options?: CategoryOptions): void
  /** "Clear history": takes away what is read. */
  clearRead(): void
  /** Takes away all that this page has been told of, read or not. */
  clearAll(options?: CategoryOptions): void
  /** The member looked at the list. */
  markAsSeen(): void
  /** Takes back what `$undoable` names. */
  undo(): void
  /** Does what `$refused` names once more, on what is there by now. */
  tryAgain(): void
  /** Loads the next page of older notifications. Rejects with a `TransportError` where that fails. */
  loadOlder(): Promise<void>
  /** Tries again at once, instead of when the time has come. */
  retry(): void
  /** Asks someone else for tokens from now on. */
  useToken(getToken: GetToken): void
  /**
   * Ends everything. What was not sent goes out with the page that is next open, or not at all where
   * nothing can be kept (`$isDurable`).
   */
  close(): void
  /**
   * Ends everything, here and in the member's other tabs, and leaves nothing of the member in this
   * browser. What was not sent is lost.
   */
  logOut(): void
}

/**
 * How soon the engine's code is fetched again where it did not come, in milliseconds; up to twice that,
 * so that pages which failed together do not come back together.
 */
const RETRY_MS = 1_500

/**
 * Makes an inbox. It does nothing until {@link Inbox.start}.
 *
 * @param tab The tab that it lives in; another one only where a test plays several.
 */
export const createInbox = (options: InboxOptions, tab: TabEnvironment = thisTab): Inbox =>
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
  readonly #tab: TabEnvironment
  readonly #requests: RequestOptions
  readonly #pageSize: number
  readonly #engine = lazy(
    () => this.#loadEngine(),
    (start) => start(),
    () => this.#handleNotLoaded(),
  )
  #isStarted = false
  #restart: ReturnType<typeof setTimeout> | undefined

  constructor(options: InboxOptions, tab: TabEnvironment) {
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
      identity: () => this.#store.$confirmed.get()?.inbox,
      requests: this.#requests,
      page: async (...asked) => (await this.#startedEngine())?.page(...asked),
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
    await (await this.#startedEngine())?.loadOlder()
  }

  retry(): void {
    this.start()
    this.#withEngine((engine) => engine.wake())
  }

  useToken(getToken: GetToken): void {
    this.#requests.tokens.use(getToken)
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
    this.#withEngine((engine) => engine.act((actions) => act(actions, seen)))
  }

  #withEngine(use: (engine: Engine) => void): void {
    if (this.#isStarted) this.#engine.use(use)
  }

  /** The engine; `undefined` if the inbox was never started, or the engine's code could not be loaded. */
  async #startedEngine(): Promise<Engine | undefined> {
    if (this.#isStarted) await this.#engine.load()
    return this.#engine.loaded
  }

  /** The engine's code could not be loaded: the device is offline. */
  #handleNotLoaded(): void {
    if (this.#closing.signal.aborted) return
    this.#store.$status.set('offline')
    this.#restart = setTimeout(() => this.start(), RETRY_MS * (1 + Math.random()))
  }

  /** @returns a function that starts the engine. */
  async #loadEngine(): Promise<() => Engine> {
    const first = this.#loadFirst()
    // The first paint waits for neither: the engine loads beside the state, and starts after it.
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

  /** @returns The failure, for the engine to judge; it asks again. */
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
