/** Every word that the elements show or speak. One shape for all languages. */
export interface Messages {
  /** The BCP 47 tag that plurals, numbers and times follow. */
  readonly locale: string
  readonly notifications: string
  readonly unread: string
  readonly markAllAsRead: string
  readonly moreActions: string
  readonly clearHistory: string
  readonly clearAll: string
  readonly undo: string
  readonly doneReadAll: string
  readonly doneClearRead: string
  readonly doneClearAll: string
  readonly doneRemove: string
  readonly close: string
  readonly loading: string
  readonly loadOlder: string
  readonly loadingOlder: string
  readonly loadOlderFailed: string
  readonly tryAgain: string
  readonly emptyTitle: string
  readonly emptyText: string
  readonly failedTitle: string
  readonly failedText: string
  readonly signedOutTitle: string
  readonly signedOutText: string
  readonly statusConnecting: string
  readonly statusLive: string
  readonly statusDegraded: string
  readonly statusOffline: string
  readonly statusUnauthorized: string
  readonly statusClosed: string
}
