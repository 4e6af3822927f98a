import type { InboxInternals } from '../create-inbox.js'
import { isPreferencesAnswer, type PreferenceFeatures } from '../../protocol/preferences.js'
import { ask, type RequestOptions } from '../requests/requests.js'
import { sharedName } from '../tabs/tab-environment.js'

/** How long celebrations stay: as designed, three or ten times as long, or until they are closed. */
export type CelebrationDuration = 'default' | 'x3' | 'x10' | 'keep'

/** How a member wants to be celebrated. */
export interface CelebrationPreferences {
  readonly duration: CelebrationDuration
  readonly confetti: boolean
  readonly sound: boolean
}

/** When a member wants no toasts. It may span midnight. */
export interface QuietHours {
  /** `22:00` */
  readonly from: string
  readonly to: string
  /** IANA name, such as `Europe/Madrid`. */
  readonly timeZone: string
}

/** The ways on which notifications of a category reach a member. Default: all of them. */
export interface Channels {
  /** In the inbox; what is not in the inbox is shown nowhere. */
  readonly inApp?: boolean
  readonly toast?: boolean
  readonly email?: boolean
}

/** Something that a member does not want to hear of from now on. */
export interface Mute {
  readonly kind: 'course' | 'channel' | 'type'
  readonly id: string
  /** What a person calls it. Without one the notifications that are loaded may tell, or its id has to do. */
  readonly name?: string
}

/** What a member wants to hear, and how; or a change of it. A server may send more, or less. */
export interface Preferences {
  readonly categories?: Readonly<Record<string, Channels>>
  readonly mutes?: readonly Mute[]
  readonly quietHours?: QuietHours | null
  readonly celebrations?: Partial<CelebrationPreferences>
  /** Of an answer alone: what the server can do. A change does not name it. */
  readonly features?: PreferenceFeatures
}

/** The route of the member API that reads and changes preferences. */
export const preferencesRoute = 'inbox/preferences'

/** Whether an answer is preferences. */
export const isPreferences = (value: unknown): value is Preferences => isPreferencesAnswer(value)

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
export const preferencesChannel = ({ store, requests }: InboxInternals): string =>
  sharedName(requests.endpoint, store.$state.get().confirmed?.inbox ?? '', 'preferences')

/** Whether a moment lies in the quiet hours; a time zone that nobody knows is never quiet. */
export function isQuiet({ from, to, timeZone }: QuietHours, at: Date): boolean {
  try {
    const now = at.toLocaleTimeString('en-GB', { timeZone, hour: '2-digit', minute: '2-digit' })
    return from <= to ? from <= now && now < to : from <= now || now < to
  } catch {
    return false
  }
}
