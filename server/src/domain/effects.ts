/** One thing that an event made. The answer to `POST /v1/events` lists them. */
export type Effect =
  /** A notification of one member. */
  | {
      readonly kind: 'notification'
      readonly id: string
      readonly type: string
      readonly member: string
    }
  /** One notification for a whole audience. */
  | {
      readonly kind: 'broadcast'
      readonly id: string
      readonly type: string
      readonly audience: string
    }
  /** A change of the directory. */
  | {
      readonly kind: 'directory'
      readonly member: string
      readonly change: 'registered' | 'updated' | 'joined'
      readonly audience?: string
    }
  /** An email, or why there is none. */
  | {
      readonly kind: 'email'
      readonly template: string
      readonly member: string
      readonly email: 'not configured'
    }
  /** Nothing changed. */
  | { readonly kind: 'none'; readonly reason: string }

/** An effect as it is answered: with its event, and whether that event had been taken before. */
export type ReportedEffect = Effect & { readonly event: string; readonly repeated?: true }
