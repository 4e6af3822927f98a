/** The effect of a transaction on inboxes, for the streams and jobs that must react to it. */
export interface Change {
  readonly platform: string
  /** The members whose own inbox changed; `'all'` if something changed for a whole audience. */
  readonly members: readonly string[] | 'all'
  /** The members who were erased. */
  readonly removed?: readonly string[]
  /** Whether every page must fetch a snapshot. The pages spread these requests over time. */
  readonly reset?: boolean
  /** The earliest moment at which one of the new notifications expires, in ISO 8601. */
  readonly expiresAt?: string | undefined
}
