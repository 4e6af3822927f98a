/**
 * The texts of the parts of the panel that are loaded on demand: search, mutes and announcements of
 * new notifications. All languages have the same keys.
 */
export interface MoreMessages {
  /** The BCP 47 tag for plurals, numbers and times in these texts. */
  readonly locale: string
  /** The placeholder and accessible name of the search field. */
  readonly searchField: string
  readonly closeSearch: string
  readonly clearSearch: string
  readonly searching: string
  readonly searchFailed: string
  readonly searchNone: (text: string) => string
  readonly searchNoneText: string
  /** The number of matches of a search; with `isMore` there are more at the server. */
  readonly searchFound: (count: number, isMore: boolean) => string

  /** Asks what to mute. */
  readonly fewerAsk: string
  readonly fewerKind: string
  readonly fewerFrom: (name: string) => string
  readonly fewerDone: string
  readonly fewerUndone: string
  readonly fewerFailed: string

  /** Announces one new notification by its title. */
  readonly arrivedOne: (title: string) => string
  /** Announces several new notifications by their number. */
  readonly arrived: (count: number) => string
  /**
   * Announces several new notifications, `count` of which belong to one course.
   *
   * @param arrived - the text of `arrived` for all of them
   */
  readonly arrivedFrom: (arrived: string, count: number, course: string) => string
}
