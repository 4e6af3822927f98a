/** The key of one member's inbox. */
export interface InboxKey {
  readonly platform: string
  readonly member: string
}
