import type { Snapshot } from '../protocol/index.js'
import type { InboxStore } from '../store/inbox-store.js'
import { extendSnapshot, receivePage } from '../store/paging.js'
import type { Api } from './requests/api.js'

/** Loads the older pages of an inbox's list. */
export interface OlderPages {
  /**
   * Loads the next older page. Concurrent calls share one request.
   *
   * @throws {TransportError} if the request fails.
   */
  loadOlder(): Promise<void>
  /**
   * Extends a snapshot, which contains only the newest rows, to the number of rows that the list
   * has now. The list is then replaced in one step and keeps its length.
   *
   * @throws {TransportError} if a request fails.
   */
  deepen(snapshot: Snapshot): Promise<Snapshot>
}

/** Dependencies of {@link createOlderPages}. */
export interface OlderPagesOptions {
  readonly api: Api
  readonly store: InboxStore
  readonly pageSize: number
  readonly signal: AbortSignal
}

/** Creates the loader for the older pages of one inbox. */
export function createOlderPages({ api, store, pageSize, signal }: OlderPagesOptions): OlderPages {
  let loading: Promise<void> | undefined

  async function loadNext(): Promise<void> {
    const { confirmed: asked } = store.$state.get()
    if (!asked?.next) return
    const page = await api.page({ after: asked.next, limit: pageSize }, signal)
    store.update((state) => receivePage(state, page, asked))
  }

  return {
    loadOlder() {
      loading ??= loadNext().finally(() => (loading = undefined))
      return loading
    },
    async deepen(snapshot) {
      const depth = store.$notifications.get().length
      let deep = snapshot
      while (deep.next !== null && deep.notifications.length < depth)
        deep = extendSnapshot(deep, await api.page({ after: deep.next, limit: pageSize }, signal))
      return deep
    },
  }
}
