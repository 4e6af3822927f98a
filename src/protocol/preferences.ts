import { flag, listOf, mapOf, nullable, optional, shape, text } from './checks.js'

/** How long toasts can stay: as designed, three or ten times as long, or until they are closed. */
export const celebrationDurations = ['default', 'x3', 'x10', 'keep'] as const

/** How long toasts stay: as designed, three or ten times as long, or until they are closed. */
export type CelebrationDuration = (typeof celebrationDurations)[number]

/** How a member wants to be celebrated. */
export interface CelebrationPreferences {
  /** @default 'default' */
  readonly duration: CelebrationDuration
  /** @default true */
  readonly confetti: boolean
  /** @default false */
  readonly sound: boolean
}

/** When a member wants no toasts and no emails. The hours may span midnight. */
export interface QuietHours {
  /** A time of day, such as `22:00`. */
  readonly from: string
  /** A time of day, such as `07:30`. */
  readonly to: string
  /** IANA name, such as `Europe/Madrid`. */
  readonly timeZone: string
}

/** The ways on which notifications of a category reach a member. */
export interface Channels {
  /** In the inbox. A notification that is not in the inbox is shown nowhere. @default true */
  readonly inApp?: boolean
  /** @default true */
  readonly toast?: boolean
  /** @default true */
  readonly email?: boolean
}

/** What a mute can silence. */
export const muteKinds = ['course', 'channel', 'type'] as const

/** A course, a channel or a type of which a member gets no new notifications. */
export interface Mute {
  readonly kind: (typeof muteKinds)[number]
  readonly id: string
  /** The name that people know it by, as it was when it was muted. */
  readonly name?: string
}

/** Switches of the server that the form of preferences must know. */
export interface PreferenceFeatures {
  /** Whether the server can send emails. @default false */
  readonly email?: boolean
}

/** A member's preferences, or a change of them. What is missing has its default, or stays as it is. */
export interface Preferences {
  /** By category. */
  readonly categories?: Readonly<Record<string, Channels>>
  readonly mutes?: readonly Mute[]
  /** `null`: there are none. */
  readonly quietHours?: QuietHours | null
  readonly celebrations?: Partial<CelebrationPreferences>
  /** Only in an answer of the server: what the server can do. */
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
 * Whether an answer is preferences. A newer server may send further fields, kinds of mutes and
 * durations: a page shows a kind that it does not know by its name, and takes a duration that it does
 * not know for the default.
 */
export const isPreferences = (value: unknown): value is Preferences => check(value)
