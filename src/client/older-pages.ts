import type { Snapshot } from '../protocol/index.js'
import type { InboxStore } from '../store/inbox-store.js'
import { extendSnapshot, receivePage } from '../store/paging.js'
import type { Api } from './requests/api.js'

/** The older part of the list. */
export interface OlderPages {
  /** Loads the next page of it; calls at the same time share one. */
  loadOlder(): Promise<void>
  /** A reset brings the newest rows; the list is fetched to the depth it had, to be swapped at once. */
  deepen(snapshot: Snapshot): Promise<Snapshot>
}

/** Dependencies of {@link createOlderPages}. */
export interface OlderPagesOptions {
  readonly api: Api
  readonly store: InboxStore
  readonly pageSize: number
  readonly signal: AbortSignal
}

/** Makes the older part of one inbox's list. */
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
