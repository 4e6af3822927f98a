import { fold } from '../store/fold.js'
import type { InboxStore } from '../store/inbox-store.js'
import { sse } from '../transports/sse.js'
import type { Transport } from '../transports/transport.js'
import { createApi } from './api.js'
import { createActions, type Actions } from './actions.js'
import { Connection } from './connection.js'
import { watchPage } from './page-lifecycle.js'
import { createPages } from './pages.js'
import type { RequestOptions } from './requests.js'
import { createSender } from './sender.js'

/** The part of an inbox that keeps it up to date. Loaded beside the first paint, not before it. */
export interface Engine {
  /** Tries now what it is waiting to try. */
  wake(): void
  readonly actions: Actions
  loadOlder(): Promise<void>
}

/** What the engine joins. */
export interface EngineOptions {
  readonly requests: RequestOptions
  readonly store: InboxStore
  readonly transports: readonly Transport[] | undefined
  readonly pageSize: number
  readonly signal: AbortSignal
}

/** Starts receiving and sending, until the signal aborts. */
export function startEngine(options: EngineOptions): Engine {
  const { requests, store, pageSize, signal } = options
  const [transport = sse({ fetch: requests.fetch })] = options.transports ?? []
  const api = createApi(requests)
  const { loadOlder, deepen } = createPages({ api, store, pageSize, signal })
  const sender = createSender({
    api,
    store,
    deepen,
    signal,
    onGap: () => connection.resume(),
  })
  const connection = new Connection({
    endpoint: requests.endpoint,
    session: requests.session,
    transport,
    store,
    deepen,
    signal,
    beforeOpen: () => sender.flush(),
  })
  store.foldWith(fold)
  watchPage(connection, signal)
  const actions = createActions(store, signal)
  return { wake: () => connection.wake(), actions, loadOlder }
}
