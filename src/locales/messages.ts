import type { BellNames } from './bell.js'

/** The texts that bell and panel show or announce. All languages have the same keys. */
export interface Messages extends BellNames {
  /** The BCP 47 tag for plurals, numbers and times in these texts. */
  readonly locale: string
  /** The label of the filter for unread notifications, in the plural. */
  readonly unread: string
  /** The word for one unread notification, spoken before its title. */
  readonly isUnread: string
  readonly close: string
  readonly loading: string
  readonly stillConnecting: string
  readonly tryAgain: string

  readonly markAllAsRead: string
  readonly moreActions: string
  readonly search: string
  readonly clearHistory: string
  /** What "Clear history" removes, as a second line. */
  readonly clearHistoryHint: string
  readonly clearAll: string
  /** What "Clear all" removes, as a second line. */
  readonly clearAllHint: string
  readonly markAsRead: string
  readonly markAsUnread: string
  readonly remove: string
  readonly fewer: string

  readonly undo: string
  readonly doneReadAll: string
  readonly doneClearRead: string
  readonly doneClearAll: string
  readonly doneRemove: string
  readonly saveRefused: string
  /** Says that an action of the member has not been sent yet. */
  readonly saveWaits: string
  readonly undoRefused: string

  /** The name of the group of filters. */
  readonly show: string
  readonly all: string
  readonly learning: string
  readonly interaction: string
  readonly gamification: string
  readonly system: string
  /** The accessible name of a filter with its number of unread notifications. */
  readonly filterCount: (filter: string, count: number) => string

  readonly today: string
  readonly yesterday: string
  readonly thisWeek: string
  readonly earlier: string
  /** The label of the button that shows notifications that arrived while the member was reading. */
  readonly newCount: (count: number) => string

  readonly loadOlder: string
  readonly loadingOlder: string
  readonly loadOlderFailed: string

  readonly neverTitle: string
  readonly neverText: string
  readonly clearedTitle: string
  readonly clearedText: string
  readonly filteredTitle: string
  readonly filteredText: string
  readonly showAll: string
  readonly failedTitle: string
  readonly failedText: string
  readonly signedOutTitle: string
  readonly signedOutText: string

  readonly shortcuts: string
  readonly nextRow: string
  readonly previousRow: string
  readonly firstRow: string
  readonly lastRow: string

  readonly statusConnecting: string
  readonly statusLive: string
  readonly statusDegraded: string
  readonly statusOffline: string
  readonly statusUnauthorized: string
  readonly statusClosed: string
}
