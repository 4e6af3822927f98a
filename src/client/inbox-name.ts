import type { InboxStore } from '../store/inbox-store.js'

/** The opaque name that the server gives to an inbox; `undefined` until its first state. */
export const inboxNameOf = ({ $state }: Pick<InboxStore, '$state'>): string | undefined =>
  $state.get().confirmed?.inbox
