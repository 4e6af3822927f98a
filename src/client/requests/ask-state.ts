import type { Snapshot } from '../../protocol/index.js'
import type { InboxStore } from '../../store/inbox-store.js'
import { initialState } from '../../store/state.js'
import { TransportError } from '../../transports/transport.js'
import { inboxNameOf } from '../inbox-name.js'
import { askSnapshot, type RequestOptions } from './requests.js'
import type { TabEnvironment } from '../tabs/tab-environment.js'
import { removeMemberTraces } from '../member-traces.js'

/** The parts that a request for the whole state needs. */
export interface AskStateOptions {
  readonly requests: RequestOptions
  readonly store: InboxStore
  readonly tab: TabEnvironment
  readonly pageSize: number
  readonly signal: AbortSignal
}

/**
 * Asks for the whole state. Where the server answers that the host removed the member, nothing of the
 * member stays on the page or in the browser's storage.
 *
 * @throws {TransportError} where that fails or is refused.
 */
export async function askState(options: AskStateOptions): Promise<Snapshot> {
  const { requests, store, tab, pageSize, signal } = options
  const asked = inboxNameOf(store)
  try {
    return await askSnapshot(requests, pageSize, signal)
  } catch (error) {
    const isRemoved = error instanceof TransportError && error.code === 'removed'
    // The page may have another member since.
    if (isRemoved && asked !== undefined && asked === inboxNameOf(store)) {
      store.update(() => initialState)
      forgetActions(store)
      removeMemberTraces(tab, requests.endpoint, asked)
    }
    throw error
  }
}

/** Forgets the last commands of a member: the next one can neither undo nor repeat them. */
export function forgetActions({ $undoable, $refused }: InboxStore): void {
  $undoable.set(null)
  $refused.set(null)
}
