import { flag, listOf, mapOf, nullable, optional, shape, text } from './checks.js'

/** The durations of toasts: as designed, three or ten times as long, or until they are closed. */
export const celebrationDurations = ['default', 'x3', 'x10', 'keep'] as const

/** The duration of toasts: as designed, three or ten times as long, or until they are closed. */
export type CelebrationDuration = (typeof celebrationDurations)[number]

/** A member's preferences for celebrations. */
export interface CelebrationPreferences {
  /** The duration of toasts. @default 'default' */
  readonly duration: CelebrationDuration
  /** Whether celebrations show confetti. @default true */
  readonly confetti: boolean
  /** Whether celebrations play a sound. @default false */
  readonly sound: boolean
}

/** The hours in which a member gets no toasts and no emails. They may span midnight. */
export interface QuietHours {
  /** The start, a time of day such as `22:00`. */
  readonly from: string
  /** The end, a time of day such as `07:30`. */
  readonly to: string
  /** The IANA name of the time zone, such as `Europe/Madrid`. */
  readonly timeZone: string
}

/** The channels on which notifications of a category reach a member. */
export interface Channels {
  /**
   * Whether notifications go to the inbox. One that is not in the inbox is shown
   * nowhere. @default true
   */
  readonly inApp?: boolean
  /** Whether notifications show toasts. @default true */
  readonly toast?: boolean
  /** Whether notifications send emails. @default true */
  readonly email?: boolean
}

/** The kinds of things that a member can mute. */
export const muteKinds = ['course', 'channel', 'type'] as const

/** A course, a channel or a type of which a member gets no new notifications. */
export interface Mute {
  readonly kind: (typeof muteKinds)[number]
  readonly id: string
  /** The display name of the muted thing at the time of muting. */
  readonly name?: string
}

/** The features of the server that a preferences form must know. */
export interface PreferenceFeatures {
  /** Whether the server can send emails. @default false */
  readonly email?: boolean
}

/**
 * A member's preferences, or a change of them. A missing field has its default, or stays unchanged.
 */
export interface Preferences {
  /** The channels by category. */
  readonly categories?: Readonly<Record<string, Channels>>
  readonly mutes?: readonly Mute[]
  /** The quiet hours; `null` if there are none. */
  readonly quietHours?: QuietHours | null
  readonly celebrations?: Partial<CelebrationPreferences>
  /** The features of the server. Only responses have this field. */
  readonly features?: PreferenceFeatures
}

const channels = shape({ inApp: optional(flag), toast: optional(flag), email: optional(flag) })
const mute = shape({ kind: text, id: text, name: optional(text) })
const quietHours = shape({ from: text, to: text, timeZone: text })
const check = shape({
  features: optional(shape({ email: optional(flag) })),
  categories: optional(mapOf(channels)),
  mutes: optional(listOf(mute)),
  quietHours: optional(nullable(quietHours)),
  celebrations: optional(
    shape({
      duration: optional(text),
      confetti: optional(flag),
      sound: optional(flag),
    }),
  ),
})

/**
 * Whether a response contains preferences. A newer server may send further fields, kinds of mutes
 * and durations. A page shows a mute of an unknown kind by its name, and treats an unknown
 * duration as the default.
 */
export const isPreferences = (value: unknown): value is Preferences => check(value)
