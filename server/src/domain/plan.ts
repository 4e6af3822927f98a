import type { NotificationType } from 'belfry/protocol'
import type { Comment } from '../storage/comments.js'
import type { MemberFacts, Membership } from '../storage/directory.js'
import type { NoneReason } from '../storage/effects.js'
import type { Overrides } from './fields.js'

/** Whom a notification is for. */
export type Addressee =
  | { readonly member: string }
  | { readonly audience: string; readonly exclude?: readonly string[] }
  /** Found in the directory: who commented on the lesson before, or the parent's author. */
  | { readonly thread: 'participants' | 'parent' }

/** A notification that an event asks for. */
export interface NotificationPlan {
  readonly type: NotificationType
  readonly to: Addressee
}

/** An email that an event asks for. */
export interface EmailPlan {
  readonly template: string
  readonly member?: string
  readonly recipients: number
}

/** What an event means. */
export interface EventActions {
  /** What the host tells of a member: it replaces what was known. */
  readonly memberUpdates?: readonly MemberFacts[]
  /** Members that are named on the way: who is unknown is registered. */
  readonly mentionedMembers?: readonly MemberFacts[]
  /** Who is to be erased. */
  readonly removedMember?: string
  /** Audiences that somebody is in from now on. */
  readonly joinedAudiences?: readonly Membership[]
  /** Audiences that somebody was in until now. */
  readonly leftAudiences?: readonly Membership[]
  readonly comment?: Comment
  readonly notifications?: readonly NotificationPlan[]
  readonly emails?: readonly EmailPlan[]
  /** Why it makes no notification, where one could be expected. */
  readonly noneReason?: NoneReason
  /** What texts and links may show besides the data. */
  readonly templateData?: Readonly<Record<string, unknown>>
}

/** An event's meaning, worked out before anything is written. */
export interface EventPlan extends EventActions {
  /** What the event says of itself, without who it is for and without secrets. */
  readonly details: Readonly<Record<string, unknown>>
  readonly overrides: Overrides
}
