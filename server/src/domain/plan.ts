import type { NotificationType } from 'belfry/protocol'
import type { Comment } from '../storage/comments.js'
import type { MemberFacts, Membership } from '../storage/directory.js'
import type { NoneReason } from '../storage/effects.js'
import type { Overrides } from './fields.js'

/** The recipients of a planned notification. */
export type Addressee =
  | { readonly member: string }
  | { readonly audience: string; readonly exclude?: readonly string[] }
  /**
   * Recipients that the directory knows: the earlier commenters on the lesson, or the author of
   * the parent comment.
   */
  | { readonly thread: 'participants' | 'parent' }

/** A notification that an event causes. */
export interface NotificationPlan {
  readonly type: NotificationType
  readonly to: Addressee
}

/** An email that an event causes. */
export interface EmailPlan {
  readonly template: string
  readonly member?: string
  readonly recipients: number
}

/** The planned effects of an event. */
export interface EventActions {
  /** Members whose data the host sends. It replaces the stored data. */
  readonly memberUpdates?: readonly MemberFacts[]
  /** Members that the event mentions. Unknown ones are registered. */
  readonly mentionedMembers?: readonly MemberFacts[]
  /** The member to erase. */
  readonly removedMember?: string
  /** The memberships that begin. */
  readonly joinedAudiences?: readonly Membership[]
  /** The memberships that end. */
  readonly leftAudiences?: readonly Membership[]
  readonly comment?: Comment
  readonly notifications?: readonly NotificationPlan[]
  readonly emails?: readonly EmailPlan[]
  /** The reason why the event causes no notification although its type can. */
  readonly noneReason?: NoneReason
  /** Values for texts and links in addition to the event's data. */
  readonly templateData?: Readonly<Record<string, unknown>>
}

/**
 * The planned effects of an event, with its data. The plan is complete before anything is written.
 */
export interface EventPlan extends EventActions {
  /** The event's data without recipients and secrets. */
  readonly details: Readonly<Record<string, unknown>>
  readonly overrides: Overrides
}
