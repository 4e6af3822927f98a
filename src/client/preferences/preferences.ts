import type { InboxInternals } from '../create-inbox.js'
import { isPreferences, type Preferences, type QuietHours } from '../../protocol/preferences.js'
import { ask, type RequestOptions } from '../requests/requests.js'
import { sharedName } from '../tabs/tab-environment.js'

/** The route of the member API that reads and changes preferences. */
export const preferencesRoute = 'inbox/preferences'

/**
 * Asks for the member's preferences.
 *
 * @throws {TransportError} where that fails: a server of the first level has none.
 */
export const askPreferences = (
  requests: RequestOptions,
  signal: AbortSignal,
): Promise<Preferences> =>
  ask(requests, {
    route: preferencesRoute,
    // A service worker that answers from its cache first would show what was true a page ago.
    query: { at: String(performance.timeOrigin + performance.now()) },
    isExpected: isPreferences,
    signal,
  })

/** The name of the channel on which the tabs of one browser announce saved preferences. */
export const preferencesChannel = ({ identity, requests }: InboxInternals): string =>
  sharedName(requests.endpoint, identity() ?? '', 'preferences')

/** Whether a moment lies in the quiet hours; a time zone that nobody knows is never quiet. */
export function isQuiet({ from, to, timeZone }: QuietHours, at: Date): boolean {
  try {
    const now = at.toLocaleTimeString('en-GB', { timeZone, hour: '2-digit', minute: '2-digit' })
    return from <= to ? from <= now && now < to : from <= now || now < to
  } catch {
    return false
  }
}
