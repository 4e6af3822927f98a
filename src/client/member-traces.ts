import { sharedName, type TabEnvironment } from './tabs/tab-environment.js'

/** The keys of what is stored under a name, and below it, in order. */
export const keysIn = (storage: Storage, prefix: string): string[] =>
  Object.keys(storage)
    .filter((key) => key.startsWith(prefix))
    .sort()

/** The last value of an outbox's root key where the host removed the member: no page logged out. */
export const MEMBER_REMOVED = 'removed'

/**
 * Removes what this library stored in this browser for one inbox. Other pages hear of it.
 *
 * @param inbox The inbox, as its server names it. Absent: all inboxes of the server.
 */
export function removeTraces(tab: TabEnvironment, endpoint: URL, inbox: string | undefined): void {
  const prefix = inbox === undefined ? `belfry:${endpoint.href}:` : sharedName(endpoint, inbox, '')
  try {
    const storage = tab.storage()
    for (const key of keysIn(storage, prefix)) storage.removeItem(key)
  } catch {
    // Storage is forbidden: nothing was stored.
  }
}

/**
 * Removes what this library stored in this browser for a member whom the host removed. The other pages
 * do not take it for a log-out, which would end them.
 */
export function removeMemberTraces(tab: TabEnvironment, endpoint: URL, inbox: string): void {
  try {
    const root = sharedName(endpoint, inbox, 'outbox')
    if (tab.storage().getItem(root) !== null) tab.storage().setItem(root, MEMBER_REMOVED)
  } catch {
    // Storage is forbidden or full. The other pages then end, and show nothing of the member either.
  }
  removeTraces(tab, endpoint, inbox)
}
