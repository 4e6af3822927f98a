import { ask, type RequestOptions } from './requests.js'

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

/** The part of a member's preferences that toasts follow; a server may send more, or less. */
export interface Preferences {
  readonly categories?: Readonly<Record<string, { readonly toast?: boolean }>>
  readonly quietHours?: QuietHours | null
  readonly celebrations?: Partial<CelebrationPreferences>
}

/**
 * Asks for the member's preferences.
 *
 * @throws {TransportError} where that fails: a server of the first level has none.
 */
export const askPreferences = (
  requests: RequestOptions,
  signal: AbortSignal,
): Promise<Preferences> =>
  ask(requests, { route: 'inbox/preferences', isExpected: isPreferences, signal })

const isPreferences = (value: unknown): value is Preferences =>
  typeof value === 'object' && value !== null

/** Whether a moment lies in the quiet hours; a time zone that nobody knows is never quiet. */
export function isQuiet({ from, to, timeZone }: QuietHours, at: Date): boolean {
  try {
    const now = at.toLocaleTimeString('en-GB', { timeZone, hour: '2-digit', minute: '2-digit' })
    return from <= to ? from <= now && now < to : from <= now || now < to
  } catch {
    return false
  }
}
