import { streakMilestones } from 'belfry/protocol'
import { describe, expect, it } from 'vitest'
import { isEventName, planEvent, type EventName } from '../../src/domain/events.js'
import type { EventPlan } from '../../src/domain/plan.js'

const course = { courseId: 'c1', courseTitle: 'Algebra' }
const comment = {
  courseId: 'c1',
  lessonId: 'l1',
  lessonTitle: 'Sets',
  commentId: '9',
  authorId: 'leo',
  authorName: 'Leo',
  text: 'Nice   lesson',
}

function planOf(type: EventName, data: unknown): EventPlan {
  const planned = planEvent(type, data)
  if ('issues' in planned) throw new Error(planned.issues.map(({ message }) => message).join())
  return planned.plan
}

function issuesOf(type: EventName, data: unknown): string[] {
  const planned = planEvent(type, data)
  if (!('issues' in planned)) throw new Error('the data is valid')
  return planned.issues.map(
    ({ path, message }) => `${path?.map(({ key }) => String(key)).join('.')}: ${message}`,
  )
}

describe('an event name', () => {
  it.each(['points.earned', 'member.removed'])('is known: %s', (name) => {
    expect(isEventName(name)).toBe(true)
  })

  it.each(['', 'points', 'Points.earned', 'toString', '__proto__'])('is unknown: %j', (name) => {
    expect(isEventName(name)).toBe(false)
  })
})

describe('the plan of an event', () => {
  it('keeps its data without the recipients', () => {
    const plan = planOf('points.earned', { memberId: 'ana', amount: 5, reason: 'Quiz' })
    expect(plan.details).toEqual({ amount: 5, reason: 'Quiz' })
    expect(plan.notifications).toEqual([{ type: 'points.earned', to: { member: 'ana' } }])
    expect(plan.overrides).toEqual({})
  })

  it('separates the texts of the sender from the data', () => {
    const own = {
      title: 'Own',
      message: 'Text',
      actionUrl: '/own',
      expiresAt: '2026-01-31T12:00:00+01:00',
    }
    const plan = planOf('points.earned', { memberId: 'ana', amount: 5, reason: 'Quiz', ...own })
    expect(plan.overrides).toEqual({ ...own, expiresAt: '2026-01-31T11:00:00.000Z' })
    expect(plan.details).toEqual({ amount: 5, reason: 'Quiz' })
  })

  it('drops unknown fields and fields that are `null`', () => {
    const data = { memberId: 'ana', amount: 5, reason: 'Quiz', total: null, title: null, more: 1 }
    const plan = planOf('points.earned', data)
    expect(plan.details).toEqual({ amount: 5, reason: 'Quiz' })
    expect(plan.overrides).toEqual({})
  })

  it('does not keep passwords or codes', () => {
    const credentials = { login: 'ana', password: 'secret' }
    const member = { memberId: 'ana', name: 'Ana', email: 'ana@school.example' }
    const registered = planOf('member.registered', { ...member, credentials })
    expect(JSON.stringify(registered)).not.toContain('secret')
    expect(registered.memberUpdates).toEqual([
      { member: 'ana', name: 'Ana', email: 'ana@school.example' },
    ])
    expect(registered.emails).toEqual([{ template: 'welcome', member: 'ana', recipients: 1 }])
    const reset = { email: 'ana@school.example', code: 'secret', expiresInMinutes: 10 }
    expect(JSON.stringify(planOf('password_reset.requested', reset))).not.toContain('secret')
  })

  it('sends no welcome email to a member without credentials', () => {
    const member = { memberId: 'ana', name: 'Ana', email: 'ana@school.example' }
    expect(planOf('member.registered', member).emails).toEqual([])
  })

  it('adds a member to the course and notifies that member', () => {
    const plan = planOf('course.enrolled', { memberId: 'ana', ...course })
    expect(plan.joinedAudiences).toEqual([{ member: 'ana', audience: 'course:c1' }])
    expect(plan.notifications).toEqual([{ type: 'course.enrolled', to: { member: 'ana' } }])
    expect(plan.details).toEqual(course)
  })

  it('notifies a channel without the author of the message', () => {
    const plan = planOf('channel.message', {
      channelId: 'general',
      channelName: 'General',
      messageId: 'm1',
      authorId: 'leo',
      authorName: 'Leo',
      text: 'Hello',
    })
    expect(plan.notifications).toEqual([
      { type: 'channel.message', to: { audience: 'channel:general', exclude: ['leo'] } },
    ])
    expect(plan.mentionedMembers).toEqual([{ member: 'leo', name: 'Leo' }])
  })

  it('keeps only an excerpt of a comment', () => {
    const plan = planOf('comment.created', {
      ...comment,
      parentCommentId: '8',
      parentAuthorId: 'ana',
    })
    expect(plan.details).toMatchObject({ excerpt: 'Nice lesson', parentCommentId: '8' })
    expect(plan.details).not.toHaveProperty('text')
    expect(plan.comment).toMatchObject({ id: '9', parentId: '8', parentAuthorId: 'ana' })
    expect(planOf('comment.created', comment).comment).toMatchObject({ parentId: null })
  })

  it('has no notification for an exam whose result is not immediate', () => {
    const exam = { memberId: 'ana', examId: 'e1', examTitle: 'Exam', attemptId: 'a1', score: 80 }
    expect(planOf('exam.graded', { ...exam, immediateResults: true }).notifications).toHaveLength(1)
    const later = planOf('exam.graded', { ...exam, immediateResults: false })
    expect(later.notifications).toBeUndefined()
    expect(later.noneReason).toBe('results not immediate')
  })

  it('notifies a streak at its milestones only', () => {
    const notified = Array.from({ length: 400 }, (_, days) => days).filter(
      (days) => planOf('streak.updated', { memberId: 'ana', days }).notifications,
    )
    expect(notified).toEqual([...streakMilestones])
    expect(planOf('streak.updated', { memberId: 'ana', days: 8 }).noneReason).toBe(
      'not a milestone',
    )
  })

  it('notifies each named member of a document once, and else its course', () => {
    const document = { documentId: 'd1', documentTitle: 'Contract', action: 'review' }
    const named = planOf('document.published', { ...document, memberIds: ['ana', 'leo', 'ana'] })
    expect(named.notifications?.map(({ to }) => to)).toEqual([{ member: 'ana' }, { member: 'leo' }])
    const both = planOf('document.published', { ...document, memberIds: ['ana'], courseId: 'c1' })
    expect(both.notifications?.map(({ to }) => to)).toEqual([{ member: 'ana' }])
    const whole = planOf('document.published', { ...document, courseId: 'c1' })
    expect(whole.notifications?.map(({ to }) => to)).toEqual([{ audience: 'course:c1' }])
  })

  it('counts each recipient of a report once', () => {
    const plan = planOf('attendance.reported', {
      teacherId: 'tom',
      ...course,
      period: { from: '2026-01-01', to: '2026-01-31' },
      recipients: ['tom', 'office@school.example', 'tom'],
      rows: [{ name: 'Ana', present: 9, absent: 1 }],
    })
    expect(plan.emails).toEqual([{ template: 'attendance-report', recipients: 2 }])
    expect(plan.details).not.toHaveProperty('rows')
  })

  it('erases a removed member', () => {
    expect(planOf('member.removed', { memberId: 'ana' })).toEqual({
      removedMember: 'ana',
      details: {},
      overrides: {},
    })
  })
})

describe('the data of an event', () => {
  it('names each field that is missing or wrong', () => {
    expect(issuesOf('points.earned', { memberId: '', amount: -1 })).toEqual([
      'memberId: must not be empty',
      'amount: must not be negative',
      expect.stringMatching(/^reason: /),
    ])
  })

  it('must be an object', () => {
    expect(issuesOf('points.earned', 'text')).toEqual(['undefined: must be an object'])
  })

  it('must name members or a course of a document', () => {
    const document = { documentId: 'd1', documentTitle: 'Contract', action: 'review' }
    expect(issuesOf('document.published', { ...document, memberIds: null })).toEqual([
      'memberIds: must be there, or courseId',
    ])
  })

  it('may have at most 8 kB of kept fields, while a text may be longer', () => {
    const members = { memberId: 'ana', amount: 5, reason: 'x' }
    const long = 'é'.repeat(2_000)
    expect(planOf('points.earned', { ...members, message: long })).toBeDefined()
    const links = { actionUrl: `/${'x'.repeat(1_999)}`, title: '漢'.repeat(200) }
    expect(
      issuesOf('points.earned', { ...members, ...links, message: '漢'.repeat(2_000) }),
    ).toEqual(['undefined: must have at most 8192 bytes'])
    expect(planOf('comment.created', { ...comment, text: '漢'.repeat(10_000) })).toBeDefined()
  })
})
