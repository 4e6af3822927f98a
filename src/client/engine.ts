import type { Frame, Page } from '../protocol/index.js'
import { receiveFiltered } from '../store/paging.js'
import type { InboxStore } from '../store/inbox-store.js'
import type { Transport } from '../transports/transport.js'
import type { Actions } from './commands/actions.js'
import { startCommands } from './commands/start-commands.js'
import { createApi, type PageQuery } from './requests/api.js'
import { askState, forgetActions } from './requests/ask-state.js'
import { Connection } from './connection/connection.js'
import { createTransportFallback } from './connection/transport-fallback.js'
import { judgeFirst } from './requests/first-failure.js'
import { watchPageLifecycle } from './tabs/page-lifecycle.js'
import { createOlderPages } from './older-pages.js'
import { createReceiver } from './connection/receiver.js'
import type { RequestOptions } from './requests/requests.js'
import { transportsFor, type TransportName } from './connection/named-transports.js'
import { thisTab, type TabEnvironment } from './tabs/tab-environment.js'
import { joinElection, type LeaderElection } from './tabs/leader-election.js'
import type { TokenSource } from './requests/token-source.js'
import { guardToken, orNoToken } from './requests/token-guard.js'
import { removeTraces } from './member-traces.js'

/**
 * Returns the failure of the request for the first state, or the reason why there was no token to
 * send; `undefined` if the request succeeded.
 */
export const failureOf = async (first: Promise<unknown>, tokens: TokenSource): Promise<unknown> =>
  judgeFirst(await orNoToken(first, tokens), tokens)

/**
 * The part of an inbox that receives changes and sends commands. Its code loads at the same time as
 * the first state, so that the first paint does not wait for it.
 */
export interface Engine {
  /** Connects and sends pending commands at once, without waiting for a back-off to end. */
  wake(): void
  /** What the member can do. */
  readonly actions: Actions
  loadOlder(): Promise<void>
  /**
   * Loads a page of rows that match a query, and keeps the rows in the store.
   *
   * @param base The cursor of the full state that the page lies below. Rows of a page that belongs
   *   to an earlier full state are not kept.
   * @throws {TransportError} if the request fails.
   */
  page(query: PageQuery, base: string, signal: AbortSignal): Promise<Page>
  /**
   * Removes all data of an inbox from this browser, and tells the other tabs. `undefined` stands
   * for all inboxes of the server: the name is unknown before the first state.
   */
  forget(inbox: string | undefined): void
}

/** Dependencies of {@link startEngine}. */
export interface EngineOptions {
  readonly requests: RequestOptions
  readonly store: InboxStore
  /** The environment of the tab. Default: that of the tab that runs this code. */
  readonly tab: TabEnvironment | undefined
  readonly transports: readonly (Transport | TransportName)[] | undefined
  readonly pageSize: number
  /** Whether a hidden page stays connected without a time limit. */
  readonly keepsHidden: boolean
  /** The failure of the request for the first state; `undefined` if it succeeded. */
  readonly failure: unknown
  /** Called when the member has logged out in another tab. */
  readonly onForgotten: () => void
  readonly signal: AbortSignal
}

/** Starts to receive frames and to send commands, until the signal aborts. */
export function startEngine(options: EngineOptions): Engine {
  const { requests, store, transports, pageSize, keepsHidden, onForgotten, signal } = options
  const { tab = thisTab } = options
  const { endpoint, tokens, fetch } = requests
  const api = createApi(requests)
  const { loadOlder, deepen } = createOlderPages({ api, store, pageSize, signal })
  let election: LeaderElection | undefined
  const commands = startCommands({
    ...{ api, store, tab, endpoint, deepen, signal, onForgotten },
    onGap: () => connection.resume(),
  })
  const share = (frame: Frame): void => election?.share(frame)
  const receiver = createReceiver({ endpoint, tokens, store, deepen, share, tab, signal })
  // This runs before the connection is created, because the connection asks for the election at
  // once.
  whileInbox(store, signal, (inbox, untilReplaced) => {
    const onFrame = (frame: Frame): void => connection.applyShared(frame)
    const shared = { tab, endpoint, inbox, store, onFrame, signal: untilReplaced }
    // Only the outbox knows whether the member has logged in again since.
    election = joinElection({ ...shared, onForgotten: commands.handleLogout })
  })
  const connection = new Connection({
    requests,
    retryToken: guardToken(tokens),
    fallback: createTransportFallback(transportsFor(transports, fetch), tab, endpoint),
    receiver,
    store,
    election: () => election,
    askState: () => askState({ requests, store, tab, pageSize, signal }),
    beforeOpen: commands.flush,
    isWatched: () => keepsHidden || tab.isVisible(),
    failure: options.failure,
    signal,
  })
  watchPageLifecycle(connection, tab, keepsHidden, signal)
  return {
    wake() {
      connection.wake()
      commands.send()
    },
    actions: commands.actions,
    loadOlder,
    page: (query, base, whileWanted) => loadPage(api.page(query, whileWanted), store, base),
    forget(inbox) {
      // Other tabs learn of a log-out from a storage event or from a channel message. Both are
      // used, because storage may be forbidden and channels may be missing.
      removeTraces(tab, endpoint, inbox)
      election?.forget()
    },
  }
}

/** Keeps the rows of a requested page, if it belongs to the current full state. */
async function loadPage(requested: Promise<Page>, store: InboxStore, base: string): Promise<Page> {
  const page = await requested
  store.update((state) => receiveFiltered(state, page, base))
  return page
}

/**
 * Calls `run` for each inbox that the confirmed state names, with a signal that aborts when another
 * inbox takes its place.
 */
function whileInbox(
  store: InboxStore,
  signal: AbortSignal,
  run: (inbox: string, untilReplaced: AbortSignal) => void,
): void {
  let known: string | undefined
  let ending: AbortController | undefined
  const stop = store.$state.subscribe(({ confirmed }) => {
    if (!confirmed || confirmed.inbox === known) return
    if (known !== undefined) forgetActions(store)
    known = confirmed.inbox
    ending?.abort()
    ending = new AbortController()
    run(known, AbortSignal.any([signal, ending.signal]))
  })
  signal.addEventListener('abort', stop)
}
