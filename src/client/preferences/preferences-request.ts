import type { InboxInternals } from '../create-inbox.js'
import { preferencesChannel, preferencesRoute } from './preferences.js'
import { isPreferences, type Preferences } from '../../protocol/preferences.js'
import { ask } from '../requests/requests.js'
import { thisTab, type TabEnvironment } from '../tabs/tab-environment.js'

/**
 * Sends one `PUT` request with a change of the member's preferences. When the server has saved the
 * change, it announces all preferences to this tab and the browser's other tabs. It has no
 * queue and no retry; `PreferencesEditor` adds them for a form.
 *
 * Preferences that the change does not name stay as they are; `mutes` are replaced as a whole.
 *
 * @param signal - aborts the request
 * @returns all preferences, as they are now
 * @throws {TransportError} if the request fails.
 */
export async function sendPreferences(
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
