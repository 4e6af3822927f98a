import type { InboxInternals } from '../create-inbox.js'
import { preferencesChannel, preferencesRoute } from './preferences.js'
import { isPreferences, type Preferences } from '../../protocol/preferences.js'
import { ask } from '../requests/requests.js'
import { thisTab, type TabEnvironment } from '../tabs/tab-environment.js'

/**
 * Saves a change of the member's preferences, and tells whoever follows them, in this tab and the
 * browser's others. What the change does not name stays as it is; `mutes` are replaced as a whole.
 *
 * @param signal - aborts the request
 * @returns all of them, as they are now
 * @throws {TransportError} where that fails.
 */
export async function savePreferences(
  internals: InboxInternals,
  change: Preferences,
  tab: TabEnvironment = thisTab,
  signal?: AbortSignal,
): Promise<Preferences> {
  const saved = await ask(internals.requests, {
    route: preferencesRoute,
    isExpected: isPreferences,
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    // Prototype.js 1.6 makes a text of every list, by a method of all lists: this one has none.
    body: JSON.stringify({
      ...change,
      ...(change.mutes && { mutes: Object.assign([...change.mutes], { toJSON: undefined }) }),
    }),
    // The member may leave the page right after the change.
    keepalive: true,
    ...(signal ? { signal } : {}),
  })
  const channel = tab.openChannel(preferencesChannel(internals))
  channel?.postMessage(saved)
  channel?.close()
  return saved
}

/** Preferences with a change on top, or two changes in one: what the later does not name stays. */
export const mergePreferences = (before: Preferences, change: Preferences): Preferences => ({
  ...before,
  ...change,
  ...(change.categories && {
    categories: {
      ...before.categories,
      ...Object.fromEntries(
        Object.entries(change.categories).map(([name, channels]) => [
          name,
          { ...before.categories?.[name], ...channels },
        ]),
      ),
    },
  }),
  ...(change.celebrations && {
    celebrations: { ...before.celebrations, ...change.celebrations },
  }),
})
