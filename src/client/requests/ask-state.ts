import type { Snapshot } from '../../protocol/index.js'
import type { InboxStore } from '../../store/inbox-store.js'
import { initialState } from '../../store/state.js'
import { TransportError } from '../../transports/transport.js'
import { inboxNameOf } from '../inbox-name.js'
import { askSnapshot, type RequestOptions } from './requests.js'
import type { TabEnvironment } from '../tabs/tab-environment.js'
import { removeMemberTraces } from '../member-traces.js'

/** Dependencies of {@link askState}. */
export interface AskStateOptions {
  readonly requests: RequestOptions
  readonly store: InboxStore
  readonly tab: TabEnvironment
  readonly pageSize: number
  readonly signal: AbortSignal
}

/**
 * Requests the full state. If the server answers that the host has removed the member, all data of
 * the member is removed from the page and from the browser's storage.
 *
 * @throws {TransportError} if the request fails or is refused.
 */
export async function askState(options: AskStateOptions): Promise<Snapshot> {
  const { requests, store, tab, pageSize, signal } = options
  const asked = inboxNameOf(store)
  try {
    return await askSnapshot(requests, pageSize, signal)
  } catch (error) {
    const isRemoved = error instanceof TransportError && error.code === 'removed'
    // The page may have another member by now.
    if (isRemoved && asked !== undefined && asked === inboxNameOf(store)) {
      store.update(() => initialState)
      forgetActions(store)
      removeMemberTraces(tab, requests.endpoint, asked)
    }
    throw error
  }
}

/**
 * Clears the last actions of a member, so that the next member can neither undo nor repeat them.
 */
export function forgetActions({ $undoable, $refused }: InboxStore): void {
  $undoable.set(null)
  $refused.set(null)
}
