/** One thing that an event made. The answer to `POST /v1/events` lists them. */
export type Effect =
  /** A notification of one member. */
  | {
      readonly kind: 'notification'
      readonly id: string
      readonly type: string
      readonly member: string
      /** It was there already, and asks for attention again. */
      readonly renotified?: true
    }
  /** One notification for a whole audience. */
  | {
      readonly kind: 'broadcast'
      readonly id: string
      readonly type: string
      readonly audience: string
      readonly renotified?: true
    }
  /** A change of the directory. */
  | {
      readonly kind: 'directory'
      readonly member: string
      readonly change: 'registered' | 'updated' | 'removed' | 'joined' | 'left'
      readonly audience?: string
    }
  /** An email, or why there is none. */
  | {
      readonly kind: 'email'
      readonly template: string
      readonly member?: string
      /** How many people it goes to. */
      readonly recipients: number
      readonly email: 'not configured'
    }
  /** Nothing was made. */
  | { readonly kind: 'none'; readonly reason: NoneReason; readonly member?: string }

/** Why nothing was made. */
export type NoneReason =
  | 'nothing to do'
  | 'gamification is off'
  | 'muted'
  | 'expired'
  | 'member removed'
  | 'results not immediate'
  | 'not a milestone'

/** An effect as it is answered: with its event, and whether that event had been taken before. */
export type ReportedEffect = Effect & { readonly event: string; readonly repeated?: true }
