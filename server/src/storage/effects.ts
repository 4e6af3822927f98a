/** One effect of an event. The response to `POST /v1/events` lists the effects. */
export type Effect =
  /** A notification for one member. */
  | {
      readonly kind: 'notification'
      readonly id: string
      readonly type: string
      readonly member: string
      /** Set if an existing notification was renewed, so that it asks for attention again. */
      readonly renotified?: true
    }
  /** A notification for a whole audience. */
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
  /** An email, or the reason why none was sent. */
  | {
      readonly kind: 'email'
      readonly template: string
      readonly member?: string
      /** The number of recipients. */
      readonly recipients: number
      readonly email: 'not configured'
    }
  /** The event had no effect. */
  | { readonly kind: 'none'; readonly reason: NoneReason; readonly member?: string }

/** The reason why an event had no effect. */
export type NoneReason =
  | 'nothing to do'
  | 'gamification is off'
  | 'muted'
  | 'expired'
  | 'member removed'
  | 'results not immediate'
  | 'not a milestone'

/**
 * An effect as the response reports it: with the id of its event, and with `repeated` if the event
 * had been processed before.
 */
export type ReportedEffect = Effect & { readonly event: string; readonly repeated?: true }
