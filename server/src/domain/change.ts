/** What a transaction changed, for whoever must hear of it. */
export interface Change {
  readonly platform: string
  /** Members whose own inbox changed; `'all'` where something changed for a whole audience. */
  readonly members: readonly string[] | 'all'
  /** Members who are no more. */
  readonly removed?: readonly string[]
  /** Whether every page must fetch a full state, which is spread over time. */
  readonly reset?: boolean
  /** The moment at which the first of the new notifications expires, ISO 8601. */
  readonly expiresAt?: string | undefined
}
