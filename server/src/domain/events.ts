import { limits, type NotificationType } from 'belfry/protocol'
import { link } from 'belfry/protocol/schemas'
import * as v from 'valibot'
import type { MemberFacts, Membership } from '../storage/directory.js'
import {
  amount,
  credential,
  email,
  id,
  languageTag,
  name,
  type Overrides,
  overrides,
} from './fields.js'
import type { TextKey } from './texts.js'

/** Whom a notification is for. */
export type Addressee =
  { readonly member: string } | { readonly audience: string; readonly exclude?: readonly string[] }

/** A notification that an event asks for. */
export interface NotificationPlan {
  readonly type: NotificationType & TextKey
  readonly to: Addressee
  /** Where it leads, with `{…}` from the data. */
  readonly link: string
}

/** What an event type means. */
export interface EventType<Data> {
  readonly data: v.GenericSchema<unknown, Data>
  /** Members that the event tells of. Who is unknown is registered. */
  readonly members: (data: Data) => readonly MemberFacts[]
  /** Audiences that somebody is in from now on. */
  readonly joins?: (data: Data) => readonly Membership[]
  readonly notifies?: (data: Data) => readonly NotificationPlan[]
  /** The template of the email that the member gets. */
  readonly email?: (data: Data) => string | null
}

/** An event's meaning, worked out before anything is written. */
export interface EventPlan {
  readonly members: readonly MemberFacts[]
  readonly joins: readonly Membership[]
  readonly notifications: readonly NotificationPlan[]
  readonly email: string | null
  /** What the event says of itself, without who it is for and without secrets. */
  readonly details: Readonly<Record<string, unknown>>
  readonly overrides: Overrides
}

/** The audience of everyone enrolled in a course. */
export const courseAudience = (courseId: string): string => `course:${courseId}`

const event = <Fields extends v.ObjectEntries>(
  fields: Fields,
  meaning: Omit<EventType<v.InferOutput<v.ObjectSchema<Fields, undefined>>>, 'data'>,
) => ({
  data: v.pipe(
    v.object({ ...fields, ...overrides }, 'must be an object'),
    v.check(
      (data) => Buffer.byteLength(JSON.stringify(data)) <= limits.contentSizeBytes,
      `must have at most ${limits.contentSizeBytes} bytes`,
    ),
  ),
  ...meaning,
})

/** The domain events that the server takes. Adding one means adding a row. */
export const eventTypes = {
  'member.registered': event(
    {
      memberId: id,
      name,
      email,
      locale: v.exactOptional(languageTag),
      timeZone: v.exactOptional(name),
      credentials: v.exactOptional(v.object({ login: credential, password: credential })),
      loginUrl: v.exactOptional(link),
    },
    {
      members: ({ memberId, ...data }) => [
        {
          member: memberId,
          name: data.name,
          email: data.email,
          ...(data.locale !== undefined && { locale: data.locale }),
          ...(data.timeZone !== undefined && { timeZone: data.timeZone }),
        },
      ],
      email: ({ credentials }) => (credentials ? 'welcome' : null),
    },
  ),
  'course.enrolled': event(
    { memberId: id, courseId: id, courseTitle: name },
    {
      members: ({ memberId }) => [{ member: memberId }],
      joins: ({ memberId, courseId }) => [{ member: memberId, audience: courseAudience(courseId) }],
      notifies: ({ memberId }) => [
        { type: 'course.enrolled', to: { member: memberId }, link: '/courses/{courseId}' },
      ],
    },
  ),
  'lesson.published': event(
    { courseId: id, courseTitle: name, lessonId: id, lessonTitle: name },
    {
      members: () => [],
      notifies: ({ courseId }) => [
        {
          type: 'lesson.published',
          to: { audience: courseAudience(courseId) },
          link: '/courses/{courseId}/lessons/{lessonId}',
        },
      ],
    },
  ),
  'points.earned': event(
    { memberId: id, amount, reason: name, total: v.exactOptional(amount) },
    {
      members: ({ memberId }) => [{ member: memberId }],
      notifies: ({ memberId }) => [
        { type: 'points.earned', to: { member: memberId }, link: '/gamification' },
      ],
    },
  ),
}

/** Events of the catalogue that this version does not take yet. */
const announced = new Set([
  'member.updated',
  'member.removed',
  'course.unenrolled',
  'channel.joined',
  'channel.left',
  'exam.graded',
  'certificate.issued',
  'live_class.started',
  'comment.created',
  'channel.message',
  'document.published',
  'boost.earned',
  'streak.updated',
  'streak.lost',
  'achievement.unlocked',
  'goal.reached',
  'password_reset.requested',
  'attendance.reported',
])

/** What is known of a type's name. */
export const knowledgeOf = (type: string): 'taken' | 'unsupported' | 'unknown' =>
  Object.hasOwn(eventTypes, type) ? 'taken' : announced.has(type) ? 'unsupported' : 'unknown'

/** Works out what an event means, or what is wrong with its data. */
export function planEvent(
  type: keyof typeof eventTypes,
  data: unknown,
): { readonly plan: EventPlan } | { readonly issues: readonly v.BaseIssue<unknown>[] } {
  // Each row's own fields type its functions; here only their common shape counts.
  const row = eventTypes[type] as unknown as EventType<Overrides & Record<string, unknown>>
  const parsed = v.safeParse(row.data, data)
  if (!parsed.success) return { issues: parsed.issues }
  const { title, message, actionUrl, expiresAt, ...rest } = parsed.output
  const { memberId: _recipient, credentials: _secret, ...details } = rest
  return {
    plan: {
      members: row.members(parsed.output),
      joins: row.joins?.(parsed.output) ?? [],
      notifications: row.notifies?.(parsed.output) ?? [],
      email: row.email?.(parsed.output) ?? null,
      details,
      overrides: {
        ...(title !== undefined && { title }),
        ...(message !== undefined && { message }),
        ...(actionUrl !== undefined && { actionUrl }),
        ...(expiresAt !== undefined && { expiresAt }),
      },
    },
  }
}
