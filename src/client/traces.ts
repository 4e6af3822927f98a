import { sharedName, type Tab } from './tab.js'

/** The keys of what is stored under a name, and below it, in order. */
export const keysIn = (storage: Storage, prefix: string): string[] =>
  Object.keys(storage)
    .filter((key) => key.startsWith(prefix))
    .sort()

/**
 * Removes what this library stored in this browser for one inbox. Other pages hear of it.
 *
 * @param inbox The inbox, as its server names it. Absent: all inboxes of the server.
 */
export function removeTraces(tab: Tab, endpoint: URL, inbox: string | undefined): void {
  const prefix = inbox === undefined ? `belfry:${endpoint.href}:` : sharedName(endpoint, inbox, '')
  try {
    const storage = tab.storage()
    for (const key of keysIn(storage, prefix)) storage.removeItem(key)
  } catch {
    // Storage is forbidden: nothing was stored.
  }
}
