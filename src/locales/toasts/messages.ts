/**
 * The texts that toasts show or announce, apart from the texts of notifications. All languages have
 * the same keys.
 */
export interface ToastMessages {
  /** The BCP 47 tag for plurals, numbers and times in these texts. */
  readonly locale: string
  /** The accessible name of the region that holds the toasts. */
  readonly celebrations: string
  readonly close: string
  /** The unit after a number of points. */
  readonly points: (count: number) => string
  /** The announcement of earned points for screen readers. */
  readonly pointsEarned: (count: number, formatted: string) => string
  /** The unit below the number of days of a streak. */
  readonly daysInARow: (count: number) => string
  readonly achievements: (count: number) => string
  /** The end of a list of names: the number of names that are left out. */
  readonly more: (count: number) => string
  readonly streaks: (count: number) => string
  readonly boosts: (count: number) => string
  /** The remaining time of a boost; `time` is formatted as `14:59`. */
  readonly timeLeft: (time: string) => string
  /** The title of a digest. */
  readonly rewards: (count: number) => string
}
