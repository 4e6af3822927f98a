/** The texts that the preferences form shows or announces. All languages have the same keys. */
export interface PreferencesMessages {
  /** The BCP 47 tag for plurals, numbers and times in these texts. */
  readonly locale: string
  /** The heading of the form. */
  readonly settings: string
  readonly loading: string
  readonly tryAgain: string
  readonly failedTitle: string
  readonly failedText: string
  readonly signedOutTitle: string
  readonly signedOutText: string
  /** The heading of the section with the table of categories and channels. */
  readonly reaches: string
  readonly reachesHint: string
  /** The channels, as headings of narrow columns: keep them short. */
  readonly inApp: string
  readonly toast: string
  readonly email: string
  /** The categories, each with a hint that says what it contains. */
  readonly learning: string
  readonly learningHint: string
  readonly interaction: string
  readonly interactionHint: string
  readonly gamification: string
  readonly gamificationHint: string
  readonly system: string
  readonly systemHint: string
  /** The heading of the list of mutes. */
  readonly muted: string
  readonly mutedHint: string
  readonly mutedNone: string
  /** The kinds of a mute, shown below its name. */
  readonly course: string
  readonly channel: string
  readonly type: string
  readonly unmute: string
  readonly quiet: string
  readonly quietHint: string
  /** The hint about quiet hours if the server sends no emails. */
  readonly quietHintWithoutEmail: string
  /** The label of the switch that turns quiet hours on. */
  readonly quietSwitch: string
  readonly from: string
  readonly to: string
  readonly timeZone: string
  readonly celebrations: string
  /** How long celebrations stay, with the labels of the four options. */
  readonly duration: string
  readonly default: string
  readonly x3: string
  readonly x10: string
  readonly keep: string
  readonly confetti: string
  readonly confettiHint: string
  readonly sound: string
  readonly soundHint: string
  /** The label of the button that plays the sound. */
  readonly tryIt: string
  /** The status of the last change. */
  readonly saving: string
  readonly saved: string
  readonly notSaved: string
  readonly offline: string
  /** The names of muted notification types, by the id of the type. */
  readonly types: Readonly<Record<string, string>>
}
