import { limits, streakMilestones } from 'belfry/protocol'
import { link } from 'belfry/protocol/schemas'
import * as v from 'valibot'
import { channelAudience, courseAudience } from './audiences.js'
import { excerptOf } from './text.js'
import {
  amount,
  credential,
  day,
  email,
  flag,
  id,
  languageTag,
  memberIds,
  multiplier,
  name,
  optional,
  overrides,
  percentage,
  withoutNulls,
  type WithoutNulls,
  writing,
} from './fields.js'
import type { EventActions, NotificationPlan } from './plan.js'

/** The maximum number of rows, and of recipients, in one report. */
const REPORT_LENGTH = 1000

/** The fields that are neither stored nor sent to pages: secrets, recipients and full texts. */
export const UNKEPT: ReadonlySet<string> = new Set([
  'memberId',
  'memberIds',
  'credentials',
  'code',
  'text',
  'rows',
  'recipients',
])

/** An event type: the schema of its data, and the function that plans its effects. */
export interface EventType<Data> {
  readonly data: v.GenericSchema<unknown, Data>
  readonly plan: (data: Data) => EventActions
}

const keptSize = (data: object): number =>
  Buffer.byteLength(
    JSON.stringify(Object.fromEntries(Object.entries(data).filter(([key]) => !UNKEPT.has(key)))),
  )

const event = <Fields extends v.ObjectEntries>(
  fields: Fields,
  plan: (data: WithoutNulls<v.InferOutput<v.ObjectSchema<Fields, undefined>>>) => EventActions,
  needsOneOf: readonly string[] = [],
) => ({
  data: v.pipe(
    v.object({ ...fields, ...overrides }, 'must be an object'),
    v.rawCheck(({ dataset, addIssue }) => {
      const input = dataset.value as Record<string, unknown>
      const [key] = needsOneOf
      if (key === undefined || needsOneOf.some((field) => (input[field] ?? null) !== null)) return
      const path = { type: 'object', origin: 'value', input, key, value: undefined } as const
      addIssue({ message: `must be there, or ${needsOneOf.slice(1).join(', ')}`, path: [path] })
    }),
    v.check(
      (data) => keptSize(data) <= limits.contentSizeBytes,
      `must have at most ${limits.contentSizeBytes} bytes`,
    ),
    v.transform(withoutNulls),
  ),
  plan,
})

const toMember = (type: NotificationPlan['type'], member: string): EventActions => ({
  mentionedMembers: [{ member }],
  notifications: [{ type, to: { member } }],
})
const toCourse = (type: NotificationPlan['type'], courseId: string): EventActions => ({
  notifications: [{ type, to: { audience: courseAudience(courseId) } }],
})

const facts = {
  locale: optional(languageTag),
  timeZone: optional(name),
}
const course = { courseId: id, courseTitle: name }

const directoryEvents = {
  'member.registered': event(
    {
      memberId: id,
      name,
      email,
      ...facts,
      credentials: optional(v.object({ login: credential, password: credential })),
      loginUrl: optional(link),
    },
    ({ memberId: member, credentials, ...data }) => ({
      memberUpdates: [{ member, ...factsOf(data) }],
      emails: credentials ? [{ template: 'welcome', member, recipients: 1 }] : [],
    }),
  ),
  'member.updated': event(
    { memberId: id, name: optional(name), email: optional(email), ...facts },
    ({ memberId: member, ...data }) => ({ memberUpdates: [{ member, ...factsOf(data) }] }),
  ),
  'member.removed': event({ memberId: id }, ({ memberId }) => ({ removedMember: memberId })),
  'course.enrolled': event({ memberId: id, ...course }, ({ memberId: member, courseId }) => ({
    ...toMember('course.enrolled', member),
    joinedAudiences: [{ member, audience: courseAudience(courseId) }],
  })),
  'course.unenrolled': event({ memberId: id, courseId: id }, ({ memberId: member, courseId }) => ({
    mentionedMembers: [{ member }],
    leftAudiences: [{ member, audience: courseAudience(courseId) }],
  })),
  'channel.joined': event(
    { memberId: id, channelId: id, channelName: name },
    ({ memberId: member, channelId }) => ({
      mentionedMembers: [{ member }],
      joinedAudiences: [{ member, audience: channelAudience(channelId) }],
    }),
  ),
  'channel.left': event(
    { memberId: id, channelId: id, channelName: optional(name) },
    ({ memberId: member, channelId }) => ({
      mentionedMembers: [{ member }],
      leftAudiences: [{ member, audience: channelAudience(channelId) }],
    }),
  ),
}

const learningEvents = {
  'lesson.published': event({ ...course, lessonId: id, lessonTitle: name }, ({ courseId }) =>
    toCourse('lesson.published', courseId),
  ),
  'exam.graded': event(
    {
      memberId: id,
      examId: id,
      examTitle: name,
      attemptId: id,
      score: percentage,
      immediateResults: flag,
    },
    ({ memberId, immediateResults }) =>
      immediateResults
        ? toMember('exam.graded', memberId)
        : { mentionedMembers: [{ member: memberId }], noneReason: 'results not immediate' },
  ),
  'certificate.issued': event(
    { memberId: id, ...course, certificateId: id, certificateUrl: optional(link) },
    ({ memberId: member }) => ({
      ...toMember('certificate.issued', member),
      emails: [{ template: 'certificate-ready', member, recipients: 1 }],
    }),
  ),
  'live_class.started': event({ ...course, classId: id, classTitle: name }, ({ courseId }) =>
    toCourse('live_class.started', courseId),
  ),
}

const interactionEvents = {
  'comment.created': event(
    {
      courseId: id,
      lessonId: id,
      lessonTitle: name,
      commentId: id,
      authorId: id,
      authorName: name,
      text: writing,
      imageUrl: optional(link),
      parentCommentId: optional(id),
      parentAuthorId: optional(id),
    },
    ({ courseId, lessonId, commentId, authorId, authorName, text, ...parent }) => ({
      mentionedMembers: [
        { member: authorId, name: authorName },
        ...(parent.parentAuthorId === undefined ? [] : [{ member: parent.parentAuthorId }]),
      ],
      comment: {
        id: commentId,
        courseId,
        lessonId,
        authorId,
        parentId: parent.parentCommentId ?? null,
        parentAuthorId: parent.parentAuthorId ?? null,
      },
      notifications: [
        { type: 'comment.created', to: { thread: 'participants' } },
        { type: 'comment.replied', to: { thread: 'parent' } },
      ],
      templateData: { excerpt: excerptOf(text) },
    }),
  ),
  'channel.message': event(
    {
      channelId: id,
      channelName: name,
      messageId: id,
      authorId: id,
      authorName: name,
      text: writing,
      imageUrl: optional(link),
    },
    ({ channelId, authorId, authorName, text }) => ({
      mentionedMembers: [{ member: authorId, name: authorName }],
      notifications: [
        {
          type: 'channel.message',
          to: { audience: channelAudience(channelId), exclude: [authorId] },
        },
      ],
      templateData: { excerpt: excerptOf(text) },
    }),
  ),
  'document.published': event(
    {
      documentId: id,
      documentTitle: name,
      action: v.picklist(['review', 'signature'], 'must be review or signature'),
      memberIds: optional(memberIds),
      courseId: optional(id),
    },
    ({ memberIds: members = [], courseId }) => ({
      mentionedMembers: members.map((member) => ({ member })),
      notifications: [
        ...[...new Set(members)].map((member) => ({
          type: 'document.published' as const,
          to: { member },
        })),
        ...(courseId === undefined || members.length > 0
          ? []
          : [{ type: 'document.published' as const, to: { audience: courseAudience(courseId) } }]),
      ],
    }),
    ['memberIds', 'courseId'],
  ),
}

const gamificationEvents = {
  'boost.earned': event(
    { memberId: id, boostId: id, multiplier, reason: name, minutes: optional(amount) },
    ({ memberId }) => toMember('boost.earned', memberId),
  ),
  'streak.updated': event({ memberId: id, days: amount }, ({ memberId, days }) =>
    streakMilestones.includes(days)
      ? toMember('streak.milestone', memberId)
      : { mentionedMembers: [{ member: memberId }], noneReason: 'not a milestone' },
  ),
  'streak.lost': event({ memberId: id, days: amount }, ({ memberId }) =>
    toMember('streak.lost', memberId),
  ),
  'achievement.unlocked': event(
    {
      memberId: id,
      achievementId: id,
      achievementName: name,
      imageUrl: optional(link),
    },
    ({ memberId }) => toMember('achievement.unlocked', memberId),
  ),
  'points.earned': event(
    { memberId: id, amount, reason: name, total: optional(amount) },
    ({ memberId }) => toMember('points.earned', memberId),
  ),
  'goal.reached': event({ memberId: id, goalId: id, goalTitle: name }, ({ memberId }) =>
    toMember('goal.reached', memberId),
  ),
}

const emailEvents = {
  'password_reset.requested': event(
    { email, code: credential, expiresInMinutes: amount, memberId: optional(id) },
    ({ memberId: member, email: address }) => ({
      mentionedMembers: member === undefined ? [] : [{ member, email: address }],
      emails: [
        { template: 'password-reset', recipients: 1, ...(member !== undefined && { member }) },
      ],
    }),
  ),
  'attendance.reported': event(
    {
      teacherId: id,
      ...course,
      period: v.object({ from: day, to: day }, 'must be an object'),
      recipients: v.pipe(
        v.array(v.union([email, id], 'must be a member or an address'), 'must be an array'),
        v.minLength(1, 'must name at least one recipient'),
        v.maxLength(REPORT_LENGTH, `must name at most ${REPORT_LENGTH}`),
      ),
      rows: v.pipe(
        v.array(v.object({ name, present: amount, absent: amount }), 'must be an array'),
        v.maxLength(REPORT_LENGTH, `must hold at most ${REPORT_LENGTH}`),
      ),
    },
    ({ teacherId, recipients }) => ({
      mentionedMembers: [{ member: teacherId }],
      emails: [{ template: 'attendance-report', recipients: new Set(recipients).size }],
    }),
  ),
}

/** The domain events that the server accepts. Adding an event type means adding a row. */
export const eventTypes = {
  ...directoryEvents,
  ...learningEvents,
  ...interactionEvents,
  ...gamificationEvents,
  ...emailEvents,
}

interface MemberData {
  readonly name?: string
  readonly email?: string
  readonly locale?: string
  readonly timeZone?: string
}

const factsOf = (data: MemberData): MemberData => ({
  ...(data.name !== undefined && { name: data.name }),
  ...(data.email !== undefined && { email: data.email }),
  ...(data.locale !== undefined && { locale: data.locale }),
  ...(data.timeZone !== undefined && { timeZone: data.timeZone }),
})
