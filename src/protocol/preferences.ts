import { flag, listOf, mapOf, nullable, optional, shape, text } from './checks.js'

const channels = shape({ inApp: optional(flag), toast: optional(flag), email: optional(flag) })
const mute = shape({ kind: text, id: text, name: optional(text) })
const quietHours = shape({ from: text, to: text, timeZone: text })

/** Switches of the server that the form of preferences must know. */
export interface PreferenceFeatures {
  /** Whether the server can send emails. Absent: it cannot. */
  readonly email?: boolean
}

/** Whether an answer is preferences. A server may send more, or less. */
export const isPreferencesAnswer = shape({
  features: optional(shape({ email: optional(flag) })),
  categories: optional(mapOf(channels)),
  mutes: optional(listOf(mute)),
  quietHours: optional(nullable(quietHours)),
  celebrations: optional(
    shape({ duration: optional(text), confetti: optional(flag), sound: optional(flag) }),
  ),
})
