import { catalogue, type Category } from 'belfry/protocol'
import * as v from 'valibot'
import type { Transaction } from '../storage/database.js'
import type { InboxKey } from '../storage/inbox-key.js'
import { readStoredPreferences, writeStoredPreferences } from '../storage/preferences.js'
import { flag, id, name as title, timeZone } from './fields.js'

/** How notifications of a category reach a member. */
export interface Channels {
  /** @default true */
  readonly inApp: boolean
  /** @default true */
  readonly toast: boolean
  /** @default true */
  readonly email: boolean
}

/** Something that a member does not want to hear of from now on. */
export interface Mute {
  readonly kind: 'course' | 'channel' | 'type'
  readonly id: string
  /** What a person calls it, as it was when it was muted. */
  readonly name?: string
}

/** When a member wants no toasts and no emails. It may span midnight. */
export interface QuietHours {
  /** `22:00` */
  readonly from: string
  readonly to: string
  /** IANA name, such as `Europe/Madrid`. */
  readonly timeZone: string
}

/** How a member wants to be celebrated. */
export interface Celebrations {
  /** How long toasts stay: as designed, three or ten times as long, or until closed. @default 'default' */
  readonly duration: 'default' | 'x3' | 'x10' | 'keep'
  /** @default true */
  readonly confetti: boolean
  /** @default false */
  readonly sound: boolean
}

/** What a member wants to hear, and how. */
export interface Preferences {
  readonly categories: Readonly<Record<Category, Channels>>
  readonly mutes: readonly Mute[]
  readonly quietHours: QuietHours | null
  readonly celebrations: Celebrations
}

/** Preferences as they are kept; what is missing has its default. */
export interface StoredPreferences {
  readonly categories?: Partial<Record<Category, Partial<Channels>>>
  readonly mutes?: readonly Mute[]
  readonly quietHours?: QuietHours | null
  readonly celebrations?: Partial<Celebrations>
}

const MUTES_ALLOWED = 500

const channels = v.exactOptional(
  v.strictObject(
    {
      inApp: v.exactOptional(flag),
      toast: v.exactOptional(flag),
      email: v.exactOptional(flag),
    },
    'must be an object with inApp, toast and email',
  ),
)
const timeOfDay = v.pipe(
  v.string('must be a text'),
  v.regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time of day such as 22:00'),
)

/** The body of `PUT /v1/inbox/preferences`: what is missing stays as it is. */
export const preferencesChange = v.strictObject(
  {
    categories: v.exactOptional(
      v.strictObject(
        {
          learning: channels,
          interaction: channels,
          gamification: channels,
          system: channels,
        },
        'is not a category',
      ),
    ),
    mutes: v.exactOptional(
      v.pipe(
        v.array(
          v.strictObject({
            kind: v.picklist(['course', 'channel', 'type'], 'must be course, channel or type'),
            id,
            name: v.exactOptional(title),
          }),
          'must be an array',
        ),
        v.maxLength(MUTES_ALLOWED, `must hold at most ${MUTES_ALLOWED} mutes`),
      ),
    ),
    quietHours: v.exactOptional(
      v.nullable(v.strictObject({ from: timeOfDay, to: timeOfDay, timeZone })),
    ),
    celebrations: v.exactOptional(
      v.strictObject(
        {
          duration: v.exactOptional(
            v.picklist(['default', 'x3', 'x10', 'keep'], 'must be default, x3, x10 or keep'),
          ),
          confetti: v.exactOptional(flag),
          sound: v.exactOptional(flag),
        },
        'must be an object with duration, confetti and sound',
      ),
    ),
  },
  'is not a preference',
)

/** A change of preferences. */
export type PreferencesChange = v.InferOutput<typeof preferencesChange>

const categories = [...new Set(Object.values(catalogue).map(({ category }) => category))]
const everything: Channels = { inApp: true, toast: true, email: true }
const asDesigned: Celebrations = { duration: 'default', confetti: true, sound: false }

/** Preferences with their defaults, and with a change on top. */
export const completePreferences = (
  stored: StoredPreferences,
  change: PreferencesChange = {},
): Preferences => ({
  categories: Object.fromEntries(
    categories.map((name) => [
      name,
      { ...everything, ...stored.categories?.[name], ...change.categories?.[name] },
    ]),
  ) as Record<Category, Channels>,
  mutes: change.mutes ? keepNames(change.mutes, stored.mutes) : (stored.mutes ?? []),
  quietHours: change.quietHours === undefined ? (stored.quietHours ?? null) : change.quietHours,
  celebrations: { ...asDesigned, ...stored.celebrations, ...change.celebrations },
})

/** Mutes are replaced as a whole; whoever sends one back need not know its name. */
const keepNames = (mutes: readonly Mute[], before: readonly Mute[] = []): Mute[] =>
  mutes.map((mute) => ({
    ...before.find(({ kind, id: muted }) => kind === mute.kind && muted === mute.id),
    ...mute,
  }))

/** The topics that are not shown in the inbox. */
export const mutedTopics = ({ categories: wanted, mutes }: Preferences): string[] => [
  ...categories.filter((name) => !wanted[name].inApp).map((name) => `category:${name}`),
  ...new Set(mutes.map(({ kind, id: name }) => `${kind}:${name}`)),
]

/** Reads a member's preferences; `null` for a member that the directory does not know. */
export async function readPreferences(
  transaction: Transaction,
  key: InboxKey,
): Promise<Preferences | null> {
  const stored = await readStoredPreferences(transaction, key)
  return stored && completePreferences(stored)
}

/** Writes a member's preferences, which concern later notifications. The caller holds the platform's lock. */
export const writePreferences = (
  transaction: Transaction,
  key: InboxKey,
  preferences: Preferences,
): Promise<void> => writeStoredPreferences(transaction, key, preferences, mutedTopics(preferences))
