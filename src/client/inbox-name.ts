import type { InboxStore } from '../store/inbox-store.js'

/** Returns the opaque name that the server gives to an inbox; `undefined` until the first state. */
export const inboxNameOf = ({ $state }: Pick<InboxStore, '$state'>): string | undefined =>
  $state.get().confirmed?.inbox
