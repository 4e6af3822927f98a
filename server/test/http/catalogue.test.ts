import { beforeAll, describe, expect, it } from 'vitest'
import { catalogue, type Content } from 'belfry/protocol'
import { eventTypes } from '../../src/domain/event-types.js'
import { event } from '../support/server.js'
import { fresh, provideServer, server } from '../support/served.js'
import { storeKinds } from '../support/stores.js'

const course = { courseId: 'geo', courseTitle: 'Geometry' }
const comment = { courseId: 'geo', lessonTitle: 'Angles', text: 'Nice', authorName: 'Leo' }

describe.each(storeKinds())('the catalogue on $name', (kind) => {
  provideServer(kind)
  beforeAll(async () => {
    await server.send('PUT', '/v1/admin/settings', { gamification: true })
  })

  const contentsOf = async (member: string): Promise<(Content | null)[]> =>
    (await server.as(member).inbox()).notifications.map(({ content }) => content)
  const typesOf = async (member: string) => (await contentsOf(member)).map((one) => one?.type)

  it('contains 22 events', () => {
    expect(Object.keys(eventTypes)).toHaveLength(22)
  })

  const toMember: [string, object, object][] = [
    [
      'exam.graded',
      { examId: 'e', examTitle: 'Mock', attemptId: '1', score: 87.5, immediateResults: true },
      {
        title: 'Practice exam result',
        message: 'You scored 87.5% on \u2068Mock\u2069',
        actionUrl: '/exams/e/attempts/1',
      },
    ],
    [
      'certificate.issued',
      { ...course, certificateId: 'c' },
      { title: 'Your certificate is ready', message: 'Geometry', actionUrl: '/certificates' },
    ],
    [
      'course.enrolled',
      course,
      { title: 'Welcome to \u2068Geometry\u2069', actionUrl: '/courses/geo' },
    ],
    [
      'document.published',
      { documentId: 'd', documentTitle: 'Rules', action: 'signature' },
      { title: 'New document to sign', message: 'Rules', actionUrl: '/documents/d' },
    ],
    [
      'boost.earned',
      { boostId: 'b', multiplier: 1.5, reason: 'a good week' },
      {
        title: 'Boost earned',
        message: '1.5× points for \u2068a good week\u2069',
        actionUrl: '/gamification',
      },
    ],
    ['streak.milestone', { days: 7 }, { title: '7-day streak!', data: { days: 7 } }],
    [
      'achievement.unlocked',
      { achievementId: 'a', achievementName: 'Early bird', imageUrl: '/a.png' },
      { title: 'Achievement unlocked', message: 'Early bird', imageUrl: '/a.png' },
    ],
    [
      'points.earned',
      { amount: 1500, reason: 'Quiz' },
      { title: '+1,500 points', message: 'Quiz' },
    ],
    ['goal.reached', { goalId: 'g', goalTitle: 'Five lessons' }, { message: 'Five lessons' }],
    ['streak.lost', { days: 12 }, { title: 'Your 12-day streak ended' }],
  ]
  it.each(toMember)(
    'notifies the member of %s, with texts and a link',
    async (type, data, says) => {
      const member = fresh('ana')
      const who = type === 'document.published' ? { memberIds: [member] } : { memberId: member }
      const name = type === 'streak.milestone' ? 'streak.updated' : type
      await server.post(event(name, { ...who, ...data }))
      expect(await contentsOf(member)).toMatchObject([{ type, ...says }])
      expect(JSON.stringify(await contentsOf(member))).not.toContain(member)
    },
  )

  it.each([
    ['lesson.published', { lessonId: 'l', lessonTitle: 'Angles' }, 'New lesson available'],
    ['live_class.started', { classId: 'x', classTitle: 'Q&A' }, '\u2068Q&A\u2069 is live now'],
    [
      'document.published',
      { documentId: 'd', documentTitle: 'Rules', action: 'review' },
      'New document to review',
    ],
  ])('notifies a course of %s with one row', async (type, data, title) => {
    const [ana, eve, courseId] = [fresh('ana'), fresh('eve'), fresh('course')]
    await server.post([
      event('course.enrolled', { ...course, memberId: ana, courseId }),
      event('course.enrolled', { ...course, memberId: eve, courseId: fresh('other') }),
    ])
    const effects = await server.post(event(type, { ...course, courseId, ...data }))
    expect(effects).toMatchObject([{ kind: 'broadcast', type, audience: `course:${courseId}` }])
    expect((await contentsOf(ana))[0]).toMatchObject({ type, title })
    expect(await typesOf(eve)).toEqual(['course.enrolled'])
  })

  it('renders every type in the member’s language', async () => {
    for (const [locale, words] of [
      ['pt-BR', 'Novo documento para assinar'],
      ['es', 'Nuevo documento para firmar'],
    ] as const) {
      const memberId = fresh('ana')
      await server.post([
        event('member.registered', { memberId, name: 'Ana', email: 'a@x.example', locale }),
        event('document.published', {
          documentId: 'd',
          documentTitle: 'Rules',
          action: 'signature',
          memberIds: [memberId],
        }),
      ])
      expect((await contentsOf(memberId))[0]?.title).toBe(words)
    }
  })

  it('notifies of exam results only if they are immediate', async () => {
    const memberId = fresh('ana')
    const data = { examId: 'e', examTitle: 'Mock', attemptId: '1', score: 50 }
    const effects = await server.post(
      event('exam.graded', { ...data, memberId, immediateResults: false }),
    )
    expect(effects).toMatchObject([
      { kind: 'directory' },
      { kind: 'none', reason: 'results not immediate' },
    ])
    expect(await contentsOf(memberId)).toEqual([])
  })

  it('celebrates a streak on its milestones only, for days 1 to 400', async () => {
    const memberId = fresh('ana')
    const days = Array.from({ length: 400 }, (_none, index) => index + 1)
    const effects = await server.post(
      days.map((day) => event('streak.updated', { memberId, days: day })),
    )
    expect(effects.filter(({ kind }) => kind === 'notification')).toHaveLength(8)
    const told = (await contentsOf(memberId)).map((content) => content?.data?.['days'])
    expect(told.reverse()).toEqual([7, 14, 21, 30, 60, 90, 180, 365])
  })

  it('notifies earlier commenters of a comment, and only the parent’s author of a reply', async () => {
    const [ana, leo, eve, lessonId] = [fresh('ana'), fresh('leo'), fresh('eve'), fresh('lesson')]
    const write = (commentId: string, authorId: string, parent: object = {}) =>
      event('comment.created', { ...comment, lessonId, commentId, authorId, ...parent })
    await server.post([
      write(`${lessonId}-1`, ana),
      write(`${lessonId}-2`, leo),
      write(`${lessonId}-3`, eve, { parentCommentId: `${lessonId}-1` }),
      write(`${lessonId}-4`, eve, { parentCommentId: `${lessonId}-3` }),
    ])
    expect(await typesOf(ana)).toEqual(['comment.created', 'comment.replied', 'comment.created'])
    expect(await typesOf(leo)).toEqual(['comment.created', 'comment.created'])
    expect(await typesOf(eve)).toEqual([])
    const byHost = await server.post(
      write(`${lessonId}-5`, ana, {
        parentCommentId: 'unknown',
        parentAuthorId: leo,
        imageUrl: '/leo.png',
      }),
    )
    expect(byHost).toMatchObject([
      { type: 'comment.created', member: eve },
      { type: 'comment.replied', member: leo },
    ])
    expect((await contentsOf(leo))[0]).toMatchObject({
      title: '\u2068Leo\u2069 replied to you',
      message: 'Nice',
      actionUrl: `/courses/geo/lessons/${lessonId}#comment-${lessonId}-5`,
      imageUrl: '/leo.png',
    })
  })

  it('cuts an excerpt at a word', async () => {
    const [ana, leo, lessonId] = [fresh('ana'), fresh('leo'), fresh('lesson')]
    const say = (commentId: string, authorId: string, text: string) =>
      event('comment.created', { ...comment, lessonId, commentId, authorId, text })
    await server.post([
      say(`${lessonId}-1`, ana, 'First'),
      say(`${lessonId}-2`, leo, 'word '.repeat(100)),
      say(`${lessonId}-3`, leo, 'x'.repeat(300)),
    ])
    const [long, words] = await contentsOf(ana)
    expect(words?.message).toBe(`${'word '.repeat(28).trim()}…`)
    expect(long?.message).toBe(`${'x'.repeat(140)}…`)
    expect(JSON.stringify(words)).not.toContain('word '.repeat(40))
  })

  it('notifies the members of a channel of a message, except its author', async () => {
    const [ana, leo, channelId] = [fresh('ana'), fresh('leo'), fresh('channel')]
    const channel = { channelId, channelName: 'study' }
    const author = { authorId: ana, authorName: 'Ana', imageUrl: '/ana.png' }
    const says = { messageId: 'm', ...author, text: 'Hi' }
    const message = (text: string) => event('channel.message', { ...channel, ...says, text })
    await server.post([
      event('channel.joined', { memberId: ana, ...channel }),
      message('Nobody'),
      event('channel.joined', { memberId: leo, ...channel }),
      message('Hello'),
      event('channel.left', { memberId: leo, channelId }),
      message('Gone?'),
    ])
    expect(await contentsOf(ana)).toEqual([])
    expect(await contentsOf(leo)).toMatchObject([
      {
        title: '\u2068Ana\u2069 in #\u2068study\u2069',
        message: 'Hello',
        actionUrl: `/community/${channelId}`,
        imageUrl: '/ana.png',
      },
    ])
  })

  it('keeps the order of a batch: a later member misses the lesson, and a leaving member keeps it', async () => {
    const [early, late, courseId] = [fresh('early'), fresh('late'), fresh('course')]
    const lesson = (lessonTitle: string) =>
      event('lesson.published', { ...course, courseId, lessonId: 'l', lessonTitle })
    await server.post([
      event('course.enrolled', { ...course, memberId: early, courseId }),
      lesson('One'),
      event('course.enrolled', { ...course, memberId: late, courseId }),
      event('course.unenrolled', { memberId: early, courseId }),
      lesson('Two'),
    ])
    const messages = async (member: string) =>
      (await contentsOf(member)).flatMap((one) => (one?.message ? [one.message.slice(1, 4)] : []))
    expect(await messages(early)).toEqual(['One'])
    expect(await messages(late)).toEqual(['Two'])
  })

  it('erases a removed member, closes their pages and refuses their old token', async () => {
    const memberId = fresh('ana')
    const ana = server.as(memberId)
    await server.post(event('points.earned', { memberId, amount: 1, reason: 'Quiz' }))
    const stream = await ana.stream()
    await stream.until('snapshot')
    const before = await ana.inbox()
    expect(await server.post(event('member.removed', { memberId }))).toMatchObject([
      { kind: 'directory', member: memberId, change: 'removed' },
    ])
    expect(await stream.until('bye')).toMatchObject({ reason: 'revoked' })
    await expect(ana.inbox()).rejects.toThrow('403')
    const refused = await server.fetch('/v1/inbox', { headers: ana.headers })
    expect(await refused.json()).toMatchObject({ status: 403, code: 'member-removed' })
    await expect(
      ana.commands(before.to, [{ id: crypto.randomUUID(), type: 'seen', upTo: before.to }]),
    ).rejects.toThrow('403')
    expect(
      await server.post(event('points.earned', { memberId, amount: 1, reason: 'Quiz' })),
    ).toEqual([
      expect.objectContaining({ kind: 'none', reason: 'member removed', member: memberId }),
    ])
    await server.post(event('member.registered', { memberId, name: 'Ana', email: 'ana@x.example' }))
    const again = await ana.inbox()
    expect(again.notifications).toEqual([])
    expect(again.position.u).toBeGreaterThan(before.position.u)
    const resumed = await ana.stream({ cursor: before.to })
    expect(await resumed.until('snapshot')).toMatchObject({ notifications: [] })
    resumed.close()
  })

  it('updates the stored data of a member', async () => {
    const memberId = fresh('ana')
    await server.post(event('member.registered', { memberId, name: 'Ana', email: 'ana@x.example' }))
    expect(await server.post(event('member.updated', { memberId, locale: 'es' }))).toMatchObject([
      { kind: 'directory', change: 'updated' },
    ])
    await server.post(event('streak.lost', { memberId, days: 3 }))
    expect((await contentsOf(memberId))[0]?.title).toBe('Tu racha de 3 días terminó')
  })

  it('reports which emails it would send, and keeps no secrets', async () => {
    const memberId = fresh('ana')
    const effects = await server.post([
      event('password_reset.requested', {
        email: 'a@x.example',
        code: '123456',
        expiresInMinutes: 10,
      }),
      event('attendance.reported', {
        ...course,
        teacherId: memberId,
        period: { from: '2026-01-01', to: '2026-01-31' },
        recipients: ['a@x.example', memberId],
        rows: [{ name: 'Leo', present: 3, absent: 1 }],
      }),
      event('certificate.issued', { ...course, memberId, certificateId: 'c' }),
    ])
    const emails = effects.filter(({ kind }) => kind === 'email')
    expect(emails).toMatchObject([
      { template: 'password-reset', recipients: 1, email: 'not configured' },
      { template: 'attendance-report', recipients: 2 },
      { template: 'certificate-ready', member: memberId },
    ])
    expect(JSON.stringify(effects)).not.toMatch(/123456|x\.example/)
  })

  it('has a test here for every notification type', async () => {
    const made = new Set([
      ...toMember.map(([type]) => type),
      'lesson.published',
      'live_class.started',
      'comment.created',
      'comment.replied',
      'channel.message',
    ])
    const byHand = 'announcement.published'
    expect([...made, byHand].sort()).toEqual(Object.keys(catalogue).sort())
  })
})
