import type { ToastStyle } from './celebrations.js'

/** The categories of notification types, in the order in which a page lists them. */
export const categories = ['learning', 'interaction', 'gamification', 'system'] as const

/** The category of a notification type. */
export type Category = (typeof categories)[number]

/** The data of a notification type that a page needs to show it. */
export interface CatalogueEntry {
  readonly category: Category
  /** A name of the bundled icon set. */
  readonly icon: string
  readonly toast?: ToastStyle
}

/** The 16 notification types. Adding a type means adding a row. */
export const catalogue = {
  'lesson.published': { category: 'learning', icon: 'book' },
  'exam.graded': { category: 'learning', icon: 'exam' },
  'certificate.issued': { category: 'learning', icon: 'certificate' },
  'course.enrolled': { category: 'learning', icon: 'course' },
  'live_class.started': { category: 'learning', icon: 'live' },
  'comment.created': { category: 'interaction', icon: 'comment' },
  'comment.replied': { category: 'interaction', icon: 'reply' },
  'channel.message': { category: 'interaction', icon: 'channel' },
  'document.published': { category: 'interaction', icon: 'document' },
  'boost.earned': { category: 'gamification', icon: 'boost', toast: 'boost' },
  'streak.milestone': { category: 'gamification', icon: 'flame', toast: 'streak' },
  'achievement.unlocked': { category: 'gamification', icon: 'trophy', toast: 'achievement' },
  'points.earned': { category: 'gamification', icon: 'points', toast: 'points' },
  'goal.reached': { category: 'gamification', icon: 'goal' },
  'streak.lost': { category: 'gamification', icon: 'streak-lost' },
  'announcement.published': { category: 'system', icon: 'announcement' },
} as const satisfies Record<string, CatalogueEntry>

/** The id of one of the 16 notification types. */
export type NotificationType = keyof typeof catalogue

/** Whether a type belongs to the catalogue and is not the host's own. */
export const isKnownType = (type: string): type is NotificationType =>
  Object.hasOwn(catalogue, type)

/**
 * Returns the catalogue entry of a type. An unknown type is shown under "System" and never dropped.
 */
export const describeType = (type: string): CatalogueEntry =>
  isKnownType(type) ? catalogue[type] : { category: 'system', icon: 'bell' }
