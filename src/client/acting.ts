import type { Snapshot } from '../protocol/index.js'
import { fold } from '../store/fold.js'
import type { InboxStore } from '../store/inbox-store.js'
import { createActions, type Actions } from './actions.js'
import type { Api } from './api.js'
import { createSender } from './sender.js'

/** What a member's actions need: to be acted out on the page, and to be sent. */
export interface Acting {
  readonly actions: Actions
  /** Sends what is pending. */
  flush(): Promise<void>
}

/** What acting works with. */
export interface ActingOptions {
  readonly api: Api
  readonly store: InboxStore
  /** Brings a snapshot to the depth of the loaded list. */
  readonly deepen: (snapshot: Snapshot) => Promise<Snapshot>
  /** Called when an answer shows that the page has missed something. */
  readonly onGap: () => void
  readonly signal: AbortSignal
}

/** Lets the member act. Loaded when the page is idle: nobody acts before the bell is drawn. */
export function startActing(options: ActingOptions): Acting {
  const { store, signal } = options
  store.foldWith(fold)
  return { actions: createActions(store, signal), flush: createSender(options).flush }
}
