/** Every word that toasts show or speak, besides what the notifications say. */
export interface ToastMessages {
  /** The BCP 47 tag that plurals, numbers and times follow. */
  readonly locale: string
  /** The region's name. */
  readonly celebrations: string
  readonly close: string
  /** What stands after a number of points. */
  readonly points: (count: number) => string
  /** What a screen reader says of them. */
  readonly pointsEarned: (count: number, formatted: string) => string
  /** What stands below the number of a streak. */
  readonly daysInARow: (count: number) => string
  readonly achievements: (count: number) => string
  /** Ends a list of names: so many more are not named. */
  readonly more: (count: number) => string
  readonly streaks: (count: number) => string
  readonly boosts: (count: number) => string
  /** `time` as in 14:59. */
  readonly timeLeft: (time: string) => string
  /** What a digest is called. */
  readonly rewards: (count: number) => string
}
