import type { Snapshot } from '../../protocol/index.js'
import { fold } from '../../store/fold.js'
import type { InboxStore } from '../../store/inbox-store.js'
import { createActions, type Actions } from './actions.js'
import type { Api } from '../requests/api.js'
import { Outbox } from './outbox.js'
import { Sender } from './sender.js'
import type { TabEnvironment } from '../tabs/tab-environment.js'

/**
 * The part of an inbox that handles the member's actions: it applies them to the page at once, and
 * sends them.
 */
export interface Commands {
  readonly actions: Actions
  /**
   * Sends the pending commands.
   *
   * @throws {TransportError} if a request fails.
   */
  flush(): Promise<void>
  /** Sends the pending commands, and retries until that succeeds. */
  send(): void
  /** Handles a log-out in another tab: removes the data that this page has stored since. */
  handleLogout(): void
}

/** Dependencies of {@link startCommands}. */
export interface CommandsOptions {
  readonly api: Api
  readonly store: InboxStore
  readonly tab: TabEnvironment
  readonly endpoint: URL
  /** Extends a snapshot to the number of rows that the list has loaded. */
  readonly deepen: (snapshot: Snapshot) => Promise<Snapshot>
  /** Called when an answer shows that the page has missed a change. */
  readonly onGap: () => void
  /** Called when the member has logged out in another tab. */
  readonly onForgotten: () => void
  readonly signal: AbortSignal
}

/**
 * Starts the commands of one inbox. The code is loaded by the engine, because the member cannot act
 * before the bell is drawn.
 */
export function startCommands(options: CommandsOptions): Commands {
  const { store, signal } = options
  store.foldWith(fold)
  const outbox = new Outbox(options)
  const sender = new Sender({ ...options, outbox })
  return {
    actions: createActions({ store, outbox, sender, signal }),
    flush: () => sender.flush(),
    send: () => sender.send(),
    handleLogout: () => outbox.handleLogout(),
  }
}
