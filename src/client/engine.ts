import type { Snapshot } from '../protocol/index.js'
import { fold } from '../store/fold.js'
import type { InboxStore } from '../store/inbox-store.js'
import { sse } from '../transports/sse.js'
import type { Transport } from '../transports/transport.js'
import type { Api } from './api.js'
import { createActions, type Actions } from './actions.js'
import { Connection } from './connection.js'
import { watchPage } from './page-lifecycle.js'
import { createSender } from './sender.js'
import type { Session } from './session.js'

/** The part of an inbox that keeps it up to date. Loaded beside the first paint, not before it. */
export interface Engine {
  /** Tries now what it is waiting to try. */
  wake(): void
  readonly actions: Actions
}

/** What the engine joins. */
export interface EngineOptions {
  readonly endpoint: URL
  readonly session: Session
  readonly api: Api
  readonly store: InboxStore
  readonly transports: readonly Transport[] | undefined
  readonly fetch: typeof globalThis.fetch | undefined
  readonly deepen: (snapshot: Snapshot) => Promise<Snapshot>
  readonly signal: AbortSignal
}

/** Starts receiving and sending, until the signal aborts. */
export function startEngine(options: EngineOptions): Engine {
  const { endpoint, session, api, store, deepen, signal } = options
  const [transport = sse(options.fetch ? { fetch: options.fetch } : {})] = options.transports ?? []
  const sender = createSender({ api, store, signal, onGap: () => connection.resume() })
  const connection = new Connection({
    endpoint,
    transport,
    session,
    store,
    deepen,
    signal,
    beforeOpen: () => sender.flush(),
  })
  store.foldWith(fold)
  watchPage(connection, signal)
  return { wake: () => connection.wake(), actions: createActions(store, signal) }
}
