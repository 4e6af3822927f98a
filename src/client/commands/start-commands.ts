import type { Snapshot } from '../../protocol/index.js'
import { fold } from '../../store/fold.js'
import type { InboxStore } from '../../store/inbox-store.js'
import { createActions, type Actions } from './actions.js'
import type { Api } from '../requests/api.js'
import { Outbox } from './outbox.js'
import { Sender } from './sender.js'
import type { TabEnvironment } from '../tabs/tab-environment.js'

/** The part of an inbox that takes the member's actions: it shows them at once, and sends them. */
export interface Commands {
  readonly actions: Actions
  /** Sends what is pending. Rejects with what stopped it. */
  flush(): Promise<void>
  /** Sends what is pending, and tries again until that succeeds. */
  send(): void
  /** Another page forgot the member: leaves nothing that this one has stored since. */
  leave(): void
}

/** Dependencies of {@link startCommands}. */
export interface CommandsOptions {
  readonly api: Api
  readonly store: InboxStore
  readonly tab: TabEnvironment
  readonly endpoint: URL
  /** Brings a snapshot to the depth of the loaded list. */
  readonly deepen: (snapshot: Snapshot) => Promise<Snapshot>
  /** Called when an answer shows that the page has missed something. */
  readonly onGap: () => void
  /** Called when another tab forgot the member. */
  readonly onForgotten: () => void
  readonly signal: AbortSignal
}

/** Lets the member act. Loaded when the page is idle: nobody acts before the bell is drawn. */
export function startCommands(options: CommandsOptions): Commands {
  const { store, signal } = options
  store.foldWith(fold)
  const outbox = new Outbox(options)
  const sender = new Sender({ ...options, outbox })
  return {
    actions: createActions({ store, outbox, sender, signal }),
    flush: () => sender.flush(),
    send: () => sender.send(),
    leave: () => outbox.leave(),
  }
}
