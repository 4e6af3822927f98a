import { sharedName, type TabEnvironment } from './tabs/tab-environment.js'

/** Returns the keys of a storage that start with a prefix, in alphabetical order. */
export const keysIn = (storage: Storage, prefix: string): string[] =>
  Object.keys(storage)
    .filter((key) => key.startsWith(prefix))
    .sort()

/**
 * The last value of the login marker (`login-marker.ts`) before its removal, if the host removed the
 * member. Other pages then know that no page has logged out.
 */
export const MEMBER_REMOVED = 'removed'

/**
 * Removes all data that this library stored in this browser for one inbox. Other pages receive
 * storage events.
 *
 * @param inbox The server's name of the inbox. Default: all inboxes of the server.
 */
export function removeTraces(tab: TabEnvironment, endpoint: URL, inbox: string | undefined): void {
  const prefix = inbox === undefined ? `belfry:${endpoint.href}:` : sharedName(endpoint, inbox, '')
  try {
    const storage = tab.storage()
    for (const key of keysIn(storage, prefix)) storage.removeItem(key)
  } catch {
    // Storage is forbidden, so nothing was stored.
  }
}

/**
 * Removes all data that this library stored in this browser for a member whom the host has removed.
 * {@link MEMBER_REMOVED} tells the other pages that this is no log-out, which would close them.
 */
export function removeMemberTraces(tab: TabEnvironment, endpoint: URL, inbox: string): void {
  try {
    const marker = sharedName(endpoint, inbox, 'outbox')
    if (tab.storage().getItem(marker) !== null) tab.storage().setItem(marker, MEMBER_REMOVED)
  } catch {
    // Storage is forbidden or full. The other pages take the removal for a log-out and close, so
    // they show no data of the member either.
  }
  removeTraces(tab, endpoint, inbox)
}
