import type { Frame } from '../protocol/index.js'
import type { InboxStore } from '../store/inbox-store.js'
import type { Transport } from '../transports/transport.js'
import type { Acting, ActingOptions } from './acting.js'
import type { Actions } from './actions.js'
import { createApi, type Api } from './api.js'
import { askState, forgetActs } from './ask-state.js'
import { createBackoff } from './backoff.js'
import { Connection } from './connection.js'
import { createLadder } from './ladder.js'
import { judgeFirst } from './first-failure.js'
import { watchPage } from './page-lifecycle.js'
import { createPages } from './pages.js'
import { createReception } from './reception.js'
import type { RequestOptions } from './requests.js'
import { rungsFor, type TransportName } from './rungs.js'
import type { Tab } from './tab.js'
import { joinTabs, type Tabs } from './tabs.js'
import type { Session } from './session.js'
import { guardToken, orNoToken } from './token-guard.js'
import { removeTraces } from './traces.js'

/** The failure of the request for the first state, or the reason why there was no token to send. */
export const failureOf = async (first: Promise<unknown>, session: Session): Promise<unknown> =>
  judgeFirst(await orNoToken(first, session), session)

/** The part of an inbox that keeps it up to date. Loaded beside the first paint, not before it. */
export interface Engine {
  /** Tries now what it is waiting to try. */
  wake(): void
  /** Does what the member asks for, once the code for it is there. */
  act(run: (actions: Actions) => void): void
  loadOlder(): Promise<void>
  readonly page: Api['page']
  /** Leaves nothing of an inbox in this browser; of all inboxes of the server where it is not known. */
  forget(inbox: string | undefined): void
}

/** What the engine joins. */
export interface EngineOptions {
  readonly requests: RequestOptions
  readonly store: InboxStore
  readonly tab: Tab
  readonly transports: readonly (Transport | TransportName)[] | undefined
  readonly pageSize: number
  /** Whether a page that nobody sees stays connected for good. */
  readonly keepsHidden: boolean
  /** The failure of the request for the first state; `undefined` where it succeeded. */
  readonly failure: unknown
  /** Called when another tab forgot the member. */
  readonly onForgotten: () => void
  readonly signal: AbortSignal
}

/** Starts receiving and sending, until the signal aborts. */
export function startEngine(options: EngineOptions): Engine {
  const { requests, store, tab, transports, pageSize, keepsHidden, onForgotten, signal } = options
  const { endpoint, session, fetch } = requests
  const api = createApi(requests)
  const { loadOlder, deepen } = createPages({ api, store, pageSize, signal })
  let tabs: Tabs | undefined
  const forActing = { api, store, tab, endpoint, deepen, signal, onForgotten }
  const acting = loadActing({ ...forActing, onGap: () => connection.resume() })
  const share = (frame: Frame): void => tabs?.share(frame)
  const reception = createReception({ endpoint, session, store, deepen, share, signal })
  // Before the connection, which asks them at once.
  whileInbox(store, signal, (inbox, whileIts) => {
    const onFrame = (frame: Frame): void => connection.hear(frame)
    const joint = { tab, endpoint, inbox, store, onFrame, signal: whileIts }
    // The outbox knows whether the member has logged in again since.
    tabs = joinTabs({ ...joint, onForgotten: () => (acting.loaded?.leave ?? onForgotten)() })
  })
  const connection = new Connection({
    requests,
    retryToken: guardToken(session),
    ladder: createLadder(rungsFor(transports, fetch), tab, endpoint),
    reception,
    store,
    tabs: () => tabs,
    askState: () => askState({ requests, store, tab, pageSize, signal }),
    beforeOpen: () => acting.loaded?.flush() ?? Promise.resolve(),
    isWatched: () => keepsHidden || tab.isVisible(),
    failure: options.failure,
    signal,
  })
  watchPage(connection, tab, keepsHidden, signal)
  return {
    wake() {
      connection.wake()
      acting.loaded?.send()
    },
    act: (run) => whenLoaded(acting, ({ actions }) => run(actions)),
    loadOlder,
    page: api.page,
    forget(inbox) {
      // Both ways: storage may be forbidden, and channels missing.
      removeTraces(tab, endpoint, inbox)
      tabs?.forget()
    },
  }
}

interface LoadingActing {
  ready: Promise<Acting>
  loaded: Acting | undefined
}

/** At once where it can be: what was done must be kept before the page can go. */
function whenLoaded({ loaded, ready }: LoadingActing, use: (acting: Acting) => void): void {
  if (loaded) use(loaded)
  else void ready.then(use)
}

/** Loads what actions need, beside everything else. A page that is cut off asks for it again. */
function loadActing(options: ActingOptions): LoadingActing {
  const backoff = createBackoff()
  const load = (): Promise<Acting> =>
    import('./acting.js').then(
      ({ startActing }) => (acting.loaded = startActing(options)),
      () => new Promise((resolve) => setTimeout(() => resolve(load()), backoff.next())),
    )
  const acting: LoadingActing = { ready: load(), loaded: undefined }
  return acting
}

/** Runs for each inbox that the page is told to be of, with a signal that ends with it. */
function whileInbox(
  store: InboxStore,
  signal: AbortSignal,
  run: (inbox: string, whileIts: AbortSignal) => void,
): void {
  let known: string | undefined
  let ending: AbortController | undefined
  const stop = store.$state.subscribe(({ confirmed }) => {
    if (!confirmed || confirmed.inbox === known) return
    if (known !== undefined) forgetActs(store)
    known = confirmed.inbox
    ending?.abort()
    ending = new AbortController()
    run(known, AbortSignal.any([signal, ending.signal]))
  })
  signal.addEventListener('abort', stop)
}
