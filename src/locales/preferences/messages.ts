/** Every word that a member's preferences show or speak, in one shape for all languages. */
export interface PreferencesMessages {
  /** The BCP 47 tag that plurals, numbers and times follow. */
  readonly locale: string
  /** The heading. */
  readonly settings: string
  readonly loading: string
  readonly tryAgain: string
  readonly failedTitle: string
  readonly failedText: string
  readonly signedOutTitle: string
  readonly signedOutText: string
  /** Above the table of categories and channels. */
  readonly reaches: string
  readonly reachesHint: string
  /** The channels, as the heads of narrow columns. */
  readonly inApp: string
  readonly toast: string
  readonly email: string
  /** The categories, each with what is in it. */
  readonly learning: string
  readonly learningHint: string
  readonly interaction: string
  readonly interactionHint: string
  readonly gamification: string
  readonly gamificationHint: string
  readonly system: string
  readonly systemHint: string
  /** Above the list of what is muted. */
  readonly muted: string
  readonly mutedHint: string
  readonly mutedNone: string
  /** What a mute is about. */
  readonly course: string
  readonly channel: string
  readonly type: string
  readonly unmute: string
  readonly quiet: string
  readonly quietHint: string
  /** Where the server sends no emails. */
  readonly quietHintWithoutEmail: string
  /** The switch that turns quiet hours on. */
  readonly quietSwitch: string
  readonly from: string
  readonly to: string
  readonly timeZone: string
  readonly celebrations: string
  /** How long celebrations stay, in four words. */
  readonly duration: string
  readonly default: string
  readonly x3: string
  readonly x10: string
  readonly keep: string
  readonly confetti: string
  readonly confettiHint: string
  readonly sound: string
  readonly soundHint: string
  /** Plays the sound. */
  readonly tryIt: string
  /** How the saving of the last change stands. */
  readonly saving: string
  readonly saved: string
  readonly notSaved: string
  readonly offline: string
  /** What one gets of each type of the catalogue, by the type's id. */
  readonly types: Readonly<Record<string, string>>
}
