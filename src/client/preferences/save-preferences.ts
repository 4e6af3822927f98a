import type { InboxInternals } from '../create-inbox.js'
import { preferencesChannel, preferencesRoute } from './preferences.js'
import { isPreferences, type Preferences } from '../../protocol/preferences.js'
import { ask } from '../requests/requests.js'
import { thisTab, type TabEnvironment } from '../tabs/tab-environment.js'

/**
 * Saves a change of the member's preferences, and announces it to this tab and the browser's other
 * tabs. Preferences that the change does not name stay as they are; `mutes` are replaced as a
 * whole.
 *
 * @param signal - aborts the request
 * @returns all preferences, as they are now
 * @throws {TransportError} if the request fails.
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
    // Prototype.js 1.6 adds a `toJSON` method to all arrays, and it returns a string. This property
    // hides that method.
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

/**
 * Returns preferences with a change applied, or two changes combined into one. Values that the
 * later one does not name stay as they are.
 */
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
