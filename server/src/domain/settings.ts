import { categories, type Category, type ToastStyle, toastStyles } from 'belfry/protocol'
import * as v from 'valibot'
import type { Transaction } from '../storage/database.js'
import { readStoredSettings, writeStoredSettings } from '../storage/settings.js'
import { flag, id, mapOf, oneOf, optional, withoutNulls } from './fields.js'
import { defaultLinks, isLinkTemplate, type LinkName, type Links } from './links.js'

/** A notification type that the host registered. */
export interface HostType {
  readonly category: Category
  /** A name of the bundled icon set. @default 'bell' */
  readonly icon?: string
  /** The style of the toast that celebrates the notification. Without it there is no toast. */
  readonly toast?: ToastStyle
}

/** The settings of a platform. */
export interface Settings {
  /** Whether gamification notifications are created and shown. @default false */
  readonly gamification: boolean
  readonly retention: {
    /** The number of days after which read notifications are removed. @default 30 */
    readonly readDays: number
  }
  readonly links: Links
  /** The host's own notification types, by type id. */
  readonly types: Readonly<Record<string, HostType>>
}

/** The settings that are stored as one JSON value. A missing field has its default value. */
export type StoredSettings = Partial<Omit<Settings, 'gamification' | 'links'>> & {
  readonly links?: Partial<Links>
}

/** The default number of days after which read notifications are removed. */
export const DEFAULT_READ_DAYS = 30
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

/** The schema of the body of `PUT /v1/admin/settings`. A missing field keeps its value. */
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

/** A change of a platform's settings. */
export type SettingsChange = v.InferOutput<typeof settingsChange>

/** Fills in the defaults of stored settings. */
export const completeSettings = (gamification: boolean, stored: StoredSettings): Settings => ({
  gamification,
  retention: stored.retention ?? { readDays: DEFAULT_READ_DAYS },
  links: { ...defaultLinks, ...stored.links },
  types: stored.types ?? {},
})

/** Reads the settings of a platform; the defaults if the platform does not exist. */
export async function readSettings(transaction: Transaction, platform: string): Promise<Settings> {
  const stored = await readStoredSettings(transaction, platform)
  return completeSettings(stored?.gamification ?? false, stored?.settings ?? {})
}

/**
 * Writes the settings of a platform. The caller holds the platform's lock.
 *
 * @returns whether open pages must fetch a snapshot, because gamification was switched
 */
export const writeSettings = (
  transaction: Transaction,
  platform: string,
  { gamification, ...settings }: Settings,
): Promise<boolean> => writeStoredSettings(transaction, platform, { gamification, settings })
