import {
  categories,
  type Category,
  celebrationDurations,
  type CelebrationPreferences,
  type Channels,
  type Mute,
  muteKinds,
  type Preferences,
  type QuietHours,
} from 'belfry/protocol'
import * as v from 'valibot'
import type { Transaction } from '../storage/database.js'
import type { InboxKey } from '../storage/inbox-key.js'
import { readStoredPreferences, writeStoredPreferences } from '../storage/preferences.js'
import { flag, id, name as title, oneOf, timeZone } from './fields.js'

/** A member's preferences with all defaults filled in. */
export interface CompletePreferences {
  readonly categories: Readonly<Record<Category, Required<Channels>>>
  readonly mutes: readonly Mute[]
  readonly quietHours: QuietHours | null
  readonly celebrations: CelebrationPreferences
}

/** A member's stored preferences. A missing field has its default value. */
export type StoredPreferences = Omit<Preferences, 'features'>

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

/** The schema of the body of `PUT /v1/inbox/preferences`. A missing field keeps its value. */
export const preferencesChange = v.strictObject(
  {
    categories: v.exactOptional(
      v.strictObject(v.entriesFromList(categories, channels), 'is not a category'),
    ),
    mutes: v.exactOptional(
      v.pipe(
        v.array(
          v.strictObject({
            kind: oneOf(muteKinds),
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
          duration: v.exactOptional(oneOf(celebrationDurations)),
          confetti: v.exactOptional(flag),
          sound: v.exactOptional(flag),
        },
        'must be an object with duration, confetti and sound',
      ),
    ),
  },
  'is not a preference',
)

/** A change of a member's preferences. */
export type PreferencesChange = v.InferOutput<typeof preferencesChange>

const everything: Required<Channels> = { inApp: true, toast: true, email: true }
const asDesigned: CelebrationPreferences = { duration: 'default', confetti: true, sound: false }

/** Fills in the defaults of stored preferences, then applies a change. */
export const completePreferences = (
  stored: StoredPreferences,
  change: PreferencesChange = {},
): CompletePreferences => ({
  categories: Object.fromEntries(
    categories.map((name) => [
      name,
      { ...everything, ...stored.categories?.[name], ...change.categories?.[name] },
    ]),
  ) as CompletePreferences['categories'],
  mutes: change.mutes ? keepNames(change.mutes, stored.mutes) : (stored.mutes ?? []),
  quietHours: change.quietHours === undefined ? (stored.quietHours ?? null) : change.quietHours,
  celebrations: { ...asDesigned, ...stored.celebrations, ...change.celebrations },
})

/** A change replaces all mutes. A mute without a name keeps the stored name. */
const keepNames = (mutes: readonly Mute[], before: readonly Mute[] = []): Mute[] =>
  mutes.map((mute) => ({
    ...before.find(({ kind, id: muted }) => kind === mute.kind && muted === mute.id),
    ...mute,
  }))

/** Returns the topics whose notifications are not delivered to the inbox. */
export const mutedTopics = ({ categories: wanted, mutes }: CompletePreferences): string[] => [
  ...categories.filter((name) => !wanted[name].inApp).map((name) => `category:${name}`),
  ...new Set(mutes.map(({ kind, id: name }) => `${kind}:${name}`)),
]

/** Reads a member's preferences; `null` if the directory does not know the member. */
export async function readPreferences(
  transaction: Transaction,
  key: InboxKey,
): Promise<CompletePreferences | null> {
  const stored = await readStoredPreferences(transaction, key)
  return stored && completePreferences(stored)
}

/**
 * Writes a member's preferences, which apply to later notifications. The caller holds the
 * platform's lock.
 */
export const writePreferences = (
  transaction: Transaction,
  key: InboxKey,
  preferences: CompletePreferences,
): Promise<void> => writeStoredPreferences(transaction, key, preferences, mutedTopics(preferences))
