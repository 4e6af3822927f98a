import type { InboxInternals } from '../create-inbox.js'
import { isPreferences, type Preferences, type QuietHours } from '../../protocol/preferences.js'
import { ask, type RequestOptions } from '../requests/requests.js'
import { sharedName } from '../tabs/tab-environment.js'

/** The route of the member API that reads and changes preferences. */
export const preferencesRoute = 'inbox/preferences'

/**
 * Requests the member's preferences.
 *
 * @throws {TransportError} if the request fails. A server of the first level has no preferences.
 */
export const askPreferences = (
  requests: RequestOptions,
  signal: AbortSignal,
): Promise<Preferences> =>
  ask(requests, {
    route: preferencesRoute,
    // The parameter makes the address unique: a service worker that prefers its cache would answer
    // with the preferences of an earlier page.
    query: { at: String(performance.timeOrigin + performance.now()) },
    isExpected: isPreferences,
    signal,
  })

/** The name of the channel on which the tabs of one browser announce saved preferences. */
export const preferencesChannel = ({ identity, requests }: InboxInternals): string =>
  sharedName(requests.endpoint, identity() ?? '', 'preferences')

/**
 * Returns whether a moment is in the quiet hours. If the time zone is unknown, it returns `false`.
 */
export function isQuiet({ from, to, timeZone }: QuietHours, at: Date): boolean {
  try {
    const now = at.toLocaleTimeString('en-GB', { timeZone, hour: '2-digit', minute: '2-digit' })
    return from <= to ? from <= now && now < to : from <= now || now < to
  } catch {
    return false
  }
}
