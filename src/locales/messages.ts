import type { BellNames } from './bell.js'

/** Every word that bell and panel show or speak. One shape for all languages. */
export interface Messages extends BellNames {
  /** The BCP 47 tag that plurals, numbers and times follow. */
  readonly locale: string
  /** The filter: several. */
  readonly unread: string
  /** Of one, said before its title. */
  readonly isUnread: string
  readonly close: string
  readonly loading: string
  readonly tryAgain: string

  readonly markAllAsRead: string
  readonly moreActions: string
  readonly search: string
  readonly clearHistory: string
  readonly clearAll: string
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
  /** Something that the member did was not sent yet. */
  readonly saveWaits: string
  readonly undoRefused: string

  /** What the filters are for. */
  readonly show: string
  readonly all: string
  readonly learning: string
  readonly interaction: string
  readonly gamification: string
  readonly system: string
  /** A filter and how many are unread in it. */
  readonly filterCount: (filter: string, count: number) => string

  readonly today: string
  readonly yesterday: string
  readonly thisWeek: string
  readonly earlier: string
  /** How many came while something else was being read. */
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
