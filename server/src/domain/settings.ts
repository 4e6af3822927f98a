import { categories, type Category, type ToastStyle, toastStyles } from 'belfry/protocol'
import * as v from 'valibot'
import type { Transaction } from '../storage/database.js'
import { readStoredSettings, writeStoredSettings } from '../storage/settings.js'
import { flag, id, mapOf, oneOf, optional, withoutNulls } from './fields.js'
import { defaultLinks, isLinkTemplate, type LinkName, type Links } from './links.js'

/** A notification type of the host's own. */
export interface HostType {
  readonly category: Category
  /** A name of the bundled icon set. @default 'bell' */
  readonly icon?: string
  /** How it celebrates. @default not at all */
  readonly toast?: ToastStyle
}

/** What a platform decides for itself. */
export interface Settings {
  /** Whether gamification notifications are made and shown. @default false */
  readonly gamification: boolean
  readonly retention: {
    /** Days after which read notifications are removed. @default 30 */
    readonly readDays: number
  }
  readonly links: Links
  /** By type id. */
  readonly types: Readonly<Record<string, HostType>>
}

/** The part of the settings that is kept as one value; what is missing has its default. */
export type StoredSettings = Partial<Omit<Settings, 'gamification' | 'links'>> & {
  readonly links?: Partial<Links>
}

/** How long read notifications stay where the platform has not decided, in days. */
export const READ_DAYS = 30
const TYPES_ALLOWED = 200

const template = (name: LinkName) =>
  v.exactOptional(
    v.pipe(
      v.string('must be a text'),
      v.check(
        (value) => isLinkTemplate(name, value),
        `must be a path or an address such as ${defaultLinks[name]}`,
      ),
    ),
  )
const links = v.strictObject(
  {
    lesson: template('lesson'),
    comment: template('comment'),
    results: template('results'),
    certificates: template('certificates'),
    course: template('course'),
    live: template('live'),
    channel: template('channel'),
    document: template('document'),
    gamification: template('gamification'),
  },
  'is not a setting',
)

const hostType = v.pipe(
  v.strictObject(
    {
      category: oneOf(categories),
      icon: optional(id),
      toast: optional(oneOf(toastStyles)),
    },
    'must be an object with category, icon and toast',
  ),
  v.transform(withoutNulls),
)

/** The body of `PUT /v1/admin/settings`: what is missing stays as it is. */
export const settingsChange = v.strictObject(
  {
    gamification: v.exactOptional(flag),
    retention: v.exactOptional(
      v.strictObject(
        {
          readDays: v.pipe(
            v.number('must be a number'),
            v.integer('must be a whole number'),
            v.minValue(1, 'must be at least 1'),
            v.maxValue(3650, 'must be at most 3650'),
          ),
        },
        'must be an object with readDays',
      ),
    ),
    links: v.exactOptional(links),
    types: v.exactOptional(
      v.pipe(
        mapOf(id, hostType),
        v.maxEntries(TYPES_ALLOWED, `must hold at most ${TYPES_ALLOWED} types`),
      ),
    ),
  },
  'is not a setting',
)

/** A change of the settings. */
export type SettingsChange = v.InferOutput<typeof settingsChange>

/** Settings with their defaults. */
export const completeSettings = (gamification: boolean, stored: StoredSettings): Settings => ({
  gamification,
  retention: stored.retention ?? { readDays: READ_DAYS },
  links: { ...defaultLinks, ...stored.links },
  types: stored.types ?? {},
})

/** Reads a platform's settings; the defaults for one that does not exist. */
export async function readSettings(transaction: Transaction, platform: string): Promise<Settings> {
  const stored = await readStoredSettings(transaction, platform)
  return completeSettings(stored?.gamification ?? false, stored?.settings ?? {})
}

/**
 * Writes a platform's settings. The caller holds the platform's lock.
 *
 * @returns whether open pages must fetch a full state: gamification was switched.
 */
export const writeSettings = (
  transaction: Transaction,
  platform: string,
  { gamification, ...settings }: Settings,
): Promise<boolean> => writeStoredSettings(transaction, platform, { gamification, settings })
