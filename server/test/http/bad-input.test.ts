import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as v from 'valibot'
import type { eventTypes } from '../../src/domain/event-types.js'
import { problem } from '../../src/http/response-schemas.js'
import { operations } from '../../src/http/operations.js'
import type { Database } from '../../src/storage/database.js'
import { openStorage } from '../../src/storage/open-storage.js'
import { event, KEYS, tokenFor } from '../support/server.js'
import { provideServer, server, store } from '../support/served.js'
import { storeKinds } from '../support/stores.js'

const key = { authorization: `Bearer ${KEYS.school}` }
const claims = { sub: 'ana', platform: 'school', role: 'member' }

/** Valid data of every event, of which each test spoils one field. */
const good: Record<keyof typeof eventTypes, Record<string, unknown>> = {
  'member.registered': { memberId: 'a', name: 'A', email: 'a@x.example' },
  'member.updated': { memberId: 'a' },
  'member.removed': { memberId: 'a' },
  'course.enrolled': { memberId: 'a', courseId: 'c', courseTitle: 'C' },
  'course.unenrolled': { memberId: 'a', courseId: 'c' },
  'channel.joined': { memberId: 'a', channelId: 'c', channelName: 'C' },
  'channel.left': { memberId: 'a', channelId: 'c' },
  'lesson.published': { courseId: 'c', courseTitle: 'C', lessonId: 'l', lessonTitle: 'L' },
  'exam.graded': {
    memberId: 'a',
    examId: 'e',
    examTitle: 'E',
    attemptId: '1',
    score: 50,
    immediateResults: true,
  },
  'certificate.issued': { memberId: 'a', courseId: 'c', courseTitle: 'C', certificateId: 'x' },
  'live_class.started': { courseId: 'c', courseTitle: 'C', classId: 'l', classTitle: 'L' },
  'comment.created': {
    courseId: 'c',
    lessonId: 'l',
    lessonTitle: 'L',
    commentId: '1',
    authorId: 'a',
    authorName: 'A',
    text: 'Hi',
  },
  'channel.message': {
    channelId: 'c',
    channelName: 'C',
    messageId: '1',
    authorId: 'a',
    authorName: 'A',
    text: 'Hi',
  },
  'document.published': {
    documentId: 'd',
    documentTitle: 'D',
    action: 'review',
    memberIds: ['a'],
  },
  'boost.earned': { memberId: 'a', boostId: 'b', multiplier: 2, reason: 'R' },
  'streak.updated': { memberId: 'a', days: 7 },
  'streak.lost': { memberId: 'a', days: 7 },
  'achievement.unlocked': { memberId: 'a', achievementId: 'x', achievementName: 'X' },
  'points.earned': { memberId: 'a', amount: 1, reason: 'R' },
  'goal.reached': { memberId: 'a', goalId: 'g', goalTitle: 'G' },
  'password_reset.requested': { email: 'a@x.example', code: '123456', expiresInMinutes: 5 },
  'attendance.reported': {
    teacherId: 't',
    courseId: 'c',
    courseTitle: 'C',
    period: { from: '2026-01-01', to: '2026-01-31' },
    recipients: ['a'],
    rows: [],
  },
}
const spoilt = Object.entries(good).flatMap(([type, data]) =>
  Object.keys(data).flatMap((field): [string, string, string, object][] => {
    const { [field]: _left, ...missing } = data
    return [
      [type, field, 'missing', event(type, missing)],
      [type, field, 'of another kind', event(type, { ...data, [field]: { x: 1 } })],
    ]
  }),
)

const says = { type: 'a.b', members: ['a'], title: 'T', message: 'M' }
const nested = (depth: number): unknown => (depth === 0 ? 1 : { x: nested(depth - 1) })
const notifications: [string, object, string][] = [
  ['no type', { ...says, type: undefined }, '/type'],
  ['nobody to reach', { ...says, members: undefined }, '/members'],
  ['no members', { ...says, members: [] }, '/members'],
  ['1,001 members', { ...says, members: Array(1001).fill('a') }, '/members'],
  ['members and an audience', { ...says, audience: 'platform' }, '/members'],
  ['an unknown audience', { ...says, members: undefined, audience: 'everyone' }, '/audience'],
  ['a course without a name', { ...says, members: undefined, audience: 'course:' }, '/audience'],
  ['no title', { ...says, title: undefined }, '/title'],
  ['no message', { ...says, message: undefined }, '/message'],
  ['a long title', { ...says, title: 'x'.repeat(201) }, '/title'],
  ['a long message', { ...says, message: 'x'.repeat(2001) }, '/message'],
  ['a script link', { ...says, actionUrl: 'javascript:alert(1)' }, '/actionUrl'],
  ['a script picture', { ...says, imageUrl: 'data:text/html,x' }, '/imageUrl'],
  [
    'a script button',
    { ...says, secondaryActions: [{ id: 'x', label: 'X', url: 'java\nscript:x' }] },
    '/secondaryActions/0/url',
  ],
  ['an unknown field', { ...says, html: '<b>' }, '/html'],
  ['a list for data', { ...says, data: [] }, '/data'],
  ['deep data', { ...says, data: nested(9) }, '/data/x/x/x/x/x/x/x'],
  ['much data', { ...says, data: { x: 'y'.repeat(9000) } }, '/data'],
  ['an unknown priority', { ...says, priority: 'urgent' }, '/priority'],
  ['a day for a moment', { ...says, expiresAt: 'tomorrow' }, '/expiresAt'],
]
const settings: [string, object, string][] = [
  ['an unknown setting', { theme: 'dark' }, '/theme'],
  ['a text for a switch', { gamification: 'on' }, '/gamification'],
  ['no days', { retention: { readDays: 0 } }, '/retention/readDays'],
  ['a script link', { links: { course: 'javascript:{courseId}' } }, '/links/course'],
  ['another site', { links: { course: '//x.example/{courseId}' } }, '/links/course'],
  ['a field that is not there', { links: { course: '/{lessonId}' } }, '/links/course'],
  ['an unknown place', { links: { home: '/' } }, '/links/home'],
  ['an unknown category', { types: { 'a.b': { category: 'x' } } }, '/types/a.b/category'],
  [
    'an unknown toast',
    { types: { 'a.b': { category: 'system', toast: 'x' } } },
    '/types/a.b/toast',
  ],
]
const preferences: [string, object, string][] = [
  ['an unknown preference', { colour: 'red' }, '/colour'],
  ['an unknown category', { categories: { x: {} } }, '/categories/x'],
  ['an unknown channel', { categories: { system: { sms: true } } }, '/categories/system/sms'],
  ['a mute of nothing', { mutes: [{ kind: 'course' }] }, '/mutes/0/id'],
  ['a mute of another kind', { mutes: [{ kind: 'person', id: 'a' }] }, '/mutes/0/kind'],
  [
    'no time of day',
    { quietHours: { from: '25:00', to: '07:00', timeZone: 'UTC' } },
    '/quietHours/from',
  ],
  [
    'no time zone',
    { quietHours: { from: '22:00', to: '07:00', timeZone: 'Mars/Olympus' } },
    '/quietHours/timeZone',
  ],
]

describe('invalid input', () => {
  const kind = storeKinds().at(-1)
  let member: Record<string, string>
  let database: Database | undefined

  provideServer(kind!)
  beforeAll(async () => {
    member = { authorization: `Bearer ${await tokenFor(claims)}` }
    if (store.options.databaseUrl) database = await openStorage(store.options)
  })
  afterAll(async () => {
    await database?.close()
  })

  const refusalOf = async (response: Response) => {
    const { code, errors } = v.parse(problem, await response.json())
    return { status: response.status, code, pointers: errors?.map(({ pointer }) => pointer) }
  }
  const post = (body: unknown) => server.send('POST', '/v1/events', body, key)

  it.each(spoilt)(
    'in %s, with %s %s, is refused with the name of the field',
    async (_type, field, _how, body) => {
      const refusal = await refusalOf(await post(body))
      expect(refusal).toMatchObject({ status: 422, code: 'invalid' })
      expect(refusal.pointers?.every((pointer) => pointer.startsWith(`/data/${field}`))).toBe(true)
    },
  )

  it.each(notifications)('in a notification, with %s, is refused', async (_name, body, pointer) => {
    const refusal = await refusalOf(await server.send('POST', '/v1/notifications', body, key))
    expect(refusal).toMatchObject({ status: 422, code: 'invalid' })
    expect(refusal.pointers?.[0]).toBe(pointer)
  })

  it.each(settings)('in the settings, with %s, is refused', async (_name, body, pointer) => {
    const refusal = await refusalOf(await server.send('PUT', '/v1/admin/settings', body, key))
    expect(refusal).toEqual({ status: 422, code: 'invalid', pointers: [pointer] })
  })

  it.each(preferences)('in preferences, with %s, is refused', async (_name, body, pointer) => {
    const refusal = await refusalOf(await server.send('PUT', '/v1/inbox/preferences', body, member))
    expect(refusal).toEqual({ status: 422, code: 'invalid', pointers: [pointer] })
  })

  const taking = Object.entries(operations)
    .filter(([, { body }]) => body)
    .map(([name, { caller }]) => [...name.split(' '), caller] as [string, string, string])
  it.each(taking)(
    'for %s %s is refused if it is not JSON, too large, too deep or of another content type',
    async (method, path, caller) => {
      const headers = () => (caller === 'member' ? member : key)
      const send = async (body: string, rest: Record<string, string> = {}) => {
        const { status, code } = await refusalOf(
          await server.send(method, path, body, { ...headers(), ...rest }),
        )
        return [status, code]
      }
      expect(await send('{')).toEqual([400, 'malformed'])
      expect(await send(`{"x":"${'y'.repeat(1_000_000)}"}`)).toEqual([413, 'too-large'])
      expect(await send('['.repeat(50_000) + ']'.repeat(50_000))).toEqual([422, 'invalid'])
      expect(await send('{"__proto__":{}}')).toEqual([422, 'invalid'])
      expect(await send('null')).toEqual([422, 'invalid'])
      expect(await send('<a/>', { 'content-type': 'text/xml' })).toEqual([
        415,
        'unsupported-media-type',
      ])
    },
  )

  const guarded = Object.entries(operations)
    .filter(([, { caller }]) => caller !== 'anyone')
    .map(([name, { caller }]) => [...name.split(' '), caller] as [string, string, string])
  it.each(guarded)('in the credential for %s %s is refused', async (method, path, caller) => {
    const statusWith = async (credential: string) => {
      const headers = { authorization: `Bearer ${credential}`, 'content-type': 'application/json' }
      const body = method === 'GET' ? null : '{}'
      const response = await server.fetch(path, { method, headers, body })
      await response.body?.cancel()
      return response.status
    }
    expect(await statusWith('wrong-key-0123456789')).toBe(401)
    const expired = await tokenFor({ ...claims, role: 'admin' }, { expires: 1 })
    const forged = await tokenFor(claims, { secret: 'another secret, long enough too' })
    for (const token of [expired, forged]) expect(await statusWith(token)).toBe(401)
    const foreign = await tokenFor({ ...claims, role: 'admin', platform: 'nowhere' })
    if (caller !== 'key' && method === 'GET') expect(await statusWith(foreign)).toBe(403)
    if (caller === 'key') expect(await statusWith(await tokenFor(claims))).toBe(401)
    if (caller === 'admin') expect(await statusWith(await tokenFor(claims))).toBe(403)
    if (caller === 'member') expect(await statusWith(KEYS.school)).toBe(401)
  })

  it('in an idempotency key is refused with the name of the header', async () => {
    const headers = { ...key, 'idempotency-key': 'x'.repeat(256) }
    const refusal = await refusalOf(await server.send('POST', '/v1/notifications', says, headers))
    expect(refusal).toEqual({ status: 422, code: 'invalid', pointers: ['Idempotency-Key'] })
  })

  it('in a forged cursor is answered with a snapshot and changes nothing', async () => {
    const leo = server.as('leo')
    const { to } = await leo.inbox()
    const forged = `${to.slice(0, -4)}AAAA`
    const command = { id: randomUUID(), type: 'clear-all', upTo: forged }
    const { results, frame } = await leo.commands(forged, [command])
    expect(results).toMatchObject([{ status: 'refused', code: 'epoch' }])
    expect(frame).toMatchObject({ type: 'snapshot', reason: 'epoch', head: { clear: {} } })
  })

  it('leaves nothing in the database', async () => {
    const { notifications: rows, position } = await server.as('a').inbox()
    expect([rows, position]).toEqual([[], { u: 0, b: 0 }])
    const counts = await database?.transaction(null, (transaction) =>
      transaction.query<{ count: number }>(
        `select (select count(*) from events) + (select count(*) from idempotency)
          + (select count(*) from notifications) + (select count(*) from broadcasts)
          + (select count(*) from mutes) + (select count(*) from comments) as count`,
      ),
    )
    if (counts) expect(counts).toEqual([{ count: 0 }])
  })
})
