import { describe, expect, it } from 'vitest'
import { event, graded, KEYS, points, type ProblemBody, titles } from '../support/server.js'
import { fresh, provideServer, server } from '../support/served.js'
import { storeKinds } from '../support/stores.js'

const headers = (type: string, rest: Record<string, string> = {}) => ({
  authorization: `Bearer ${KEYS.school}`,
  'content-type': type,
  ...rest,
})
const STRUCTURED = 'application/cloudevents+json'
const BATCH = 'application/cloudevents-batch+json'

describe.each(storeKinds())('events on $name', (kind) => {
  provideServer(kind)

  const send = (body: unknown, init: Record<string, string> = headers(STRUCTURED)) =>
    server.fetch('/v1/events', {
      method: 'POST',
      headers: init,
      body: typeof body === 'string' ? body : JSON.stringify(body),
    })

  it('register a member without storing the credentials', async () => {
    const memberId = fresh('ana')
    const effects = await server.post(
      event('member.registered', {
        memberId,
        name: 'Ana',
        email: 'ana@school.example',
        locale: 'pt',
        credentials: { login: 'ana', password: 'hunter2-canary' },
      }),
    )
    expect(effects).toMatchObject([
      { kind: 'directory', member: memberId, change: 'registered' },
      { kind: 'email', template: 'welcome', email: 'not configured' },
    ])
    expect(JSON.stringify(effects)).not.toContain('canary')
    await server.post(
      event('course.enrolled', { memberId, courseId: 'c', courseTitle: 'Geometria' }),
    )
    const { notifications } = await server.as(memberId).inbox()
    expect(notifications[0]?.content).toEqual({
      type: 'course.enrolled',
      title: 'Boas-vindas ao curso \u2068Geometria\u2069',
      message: '',
      actionUrl: '/courses/c',
      data: { courseId: 'c', courseTitle: 'Geometria' },
    })
  })

  it('publish a lesson once for all members, each in their language', async () => {
    const courseId = fresh('course')
    const [ana, leo] = [fresh('ana'), fresh('leo')]
    await server.post([
      event('member.registered', {
        memberId: leo,
        name: 'Leo',
        email: 'l@x.example',
        locale: 'es-MX',
      }),
      event('course.enrolled', { memberId: ana, courseId, courseTitle: 'Geometry' }),
      event('course.enrolled', { memberId: leo, courseId, courseTitle: 'Geometry' }),
    ])
    const effects = await server.post(
      event('lesson.published', {
        courseId,
        courseTitle: 'Geometry',
        lessonId: 'a/b c',
        lessonTitle: '<b>Angles</b>',
      }),
    )
    expect(effects).toMatchObject([{ kind: 'broadcast', audience: `course:${courseId}` }])
    const contentOf = async (member: string) =>
      (await server.as(member).inbox()).notifications[0]?.content
    expect(await contentOf(ana)).toMatchObject({
      title: 'New lesson available',
      message: '\u2068<b>Angles</b>\u2069 is now available in \u2068Geometry\u2069',
      actionUrl: `/courses/${courseId}/lessons/a%2Fb%20c`,
    })
    expect(await contentOf(leo)).toMatchObject({
      title: 'Nueva lección disponible',
      message: '\u2068<b>Angles</b>\u2069 ya está disponible en \u2068Geometry\u2069',
    })
  })

  it('may override the texts, the link and the expiry', async () => {
    const memberId = fresh('ana')
    await server.post(
      event('course.enrolled', {
        memberId,
        courseId: 'c',
        courseTitle: 'Geometry',
        title: 'Own title',
        message: 'Own message',
        actionUrl: 'https://school.example/c',
        expiresAt: '2030-01-31T12:00:00+02:00',
      }),
    )
    expect((await server.as(memberId).inbox()).notifications[0]?.content).toMatchObject({
      title: 'Own title',
      message: 'Own message',
      actionUrl: 'https://school.example/c',
      expiresAt: '2030-01-31T10:00:00.000Z',
      data: { courseId: 'c', courseTitle: 'Geometry' },
    })
  })

  it('have one effect, even if they are repeated with other data', async () => {
    const memberId = fresh('ana')
    const enrolled = event('course.enrolled', { memberId, courseId: 'c', courseTitle: 'Geometry' })
    const first = await server.post([enrolled, enrolled])
    const again = await server.post(enrolled)
    const changed = await server.post({
      ...enrolled,
      data: { memberId, courseId: 'c', courseTitle: 'Another' },
    })
    const count = first.length / 2
    expect(first.slice(0, count)).not.toContainEqual(expect.objectContaining({ repeated: true }))
    const repeated = first.slice(0, count).map((effect) => ({ ...effect, repeated: true }))
    expect(first.slice(count)).toEqual(repeated)
    expect(again).toEqual(repeated)
    expect(changed).toEqual(repeated)
    const { notifications } = await server.as(memberId).inbox()
    expect(titles(notifications)).toEqual(['Welcome to Geometry'])
  })

  it('that arrive twice at the same moment have one effect', async () => {
    const memberId = fresh('ana')
    const enrolled = event('course.enrolled', { memberId, courseId: 'c', courseTitle: 'Geometry' })
    const answers = await Promise.all(Array.from({ length: 8 }, () => server.post(enrolled)))
    expect(answers.filter((effects) => effects.every(({ repeated }) => !repeated))).toHaveLength(1)
    expect((await server.as(memberId).inbox()).notifications).toHaveLength(1)
  })

  it('of many concurrent writers are all stored, in order', async () => {
    const [ana, leo] = [fresh('ana'), fresh('leo')]
    const enrol = (memberId: string, index: number) =>
      event('course.enrolled', { memberId, courseId: `c${index}`, courseTitle: 'Geometry' })
    await Promise.all(
      Array.from({ length: 20 }, (_none, index) =>
        server.post(
          index % 2
            ? [enrol(ana, index), enrol(leo, index)]
            : [enrol(leo, index), enrol(ana, index)],
        ),
      ),
    )
    for (const member of [ana, leo]) {
      const { notifications, position } = await server.as(member).inbox(100)
      expect(position.u).toBe(20)
      expect(notifications.map(({ pos }) => pos).sort((a, b) => a - b)).toEqual(
        Array.from({ length: 20 }, (_none, index) => index + 1),
      )
    }
  })

  it('are accepted as structured events, plain JSON, batches and headers', async () => {
    const memberId = fresh('ana')
    const plain = headers('application/json; charset=utf-8')
    for (const [body, init] of [
      [graded(memberId), headers(STRUCTURED)],
      [graded(memberId), plain],
      [[graded(memberId)], plain],
      [[graded(memberId)], headers(BATCH)],
    ] as const)
      expect((await send(body, init)).status).toBe(202)
    const binary = await send(
      (graded(memberId) as { data: object }).data,
      headers('application/json', {
        'ce-specversion': '1.0',
        'ce-id': 'n%C3%BAmero-1',
        'ce-source': '/headers',
        'ce-type': 'exam.graded',
      }),
    )
    expect(binary.status).toBe(202)
    expect(await binary.json()).toMatchObject({ effects: [{ event: 'número-1' }] })
    const empty = await send([], headers(BATCH))
    expect([empty.status, await empty.json()]).toEqual([202, { effects: [] }])
    const { position } = await server.as(memberId).inbox()
    expect(position.u).toBe(5)
  })

  it('are accepted with a key in either header, and refused with a wrong key', async () => {
    const body = JSON.stringify(points(fresh('ana')))
    const init = { 'content-type': STRUCTURED }
    expect((await send(body, { ...init, 'x-api-key': KEYS.school })).status).toBe(202)
    expect((await send(body, { ...init, 'x-api-key': 'wrong' })).status).toBe(401)
    expect((await send(body, init)).status).toBe(401)
  })

  it('of a batch are all refused if one is invalid, with the name of each field', async () => {
    const memberId = fresh('ana')
    const response = await send(
      [
        points(memberId),
        event('course.enrolled', { memberId, courseTitle: '' }),
        { ...points(memberId), specversion: '0.3' },
        event('lesson.published', {
          courseId: 'c',
          courseTitle: 'x',
          lessonId: 7,
          lessonTitle: 'y',
        }),
      ],
      headers(BATCH),
    )
    expect(response.status).toBe(422)
    const problem = (await response.json()) as ProblemBody
    expect(problem.code).toBe('invalid')
    expect(problem.errors?.map(({ pointer }) => pointer).sort()).toEqual([
      '/1/data/courseId',
      '/1/data/courseTitle',
      '/2/specversion',
      '/3/data/lessonId',
    ])
    expect((await server.as(memberId).inbox()).position.u).toBe(0)
  })

  const base = () => ({ memberId: 'nobody', amount: 1, reason: 'Quiz' })
  const nested = (depth: number): unknown => (depth === 0 ? 1 : [nested(depth - 1)])
  it.each([
    ['not JSON', '{', 400, 'malformed', undefined],
    ['half a character', Buffer.from([0x22, 0xc3, 0x22]).toString('latin1'), 422, 'invalid', ''],
    ['no object', '7', 422, 'invalid', ''],
    ['a prototype key', '{"__proto__":{"a":1}}', 422, 'invalid', '/__proto__'],
    ['a NUL', points('a\0b'), 422, 'invalid', '/data/memberId'],
    ['a lone surrogate', `{"id":"\\ud800"}`, 422, 'invalid', '/id'],
    ['too deep', event('points.earned', { x: nested(9) }), 422, 'invalid', '/data/x/0/0/0/0/0/0'],
    ['very deep', '['.repeat(100_000) + ']'.repeat(100_000), 422, 'invalid', '/0/0/0/0/0/0/0/0'],
    ['an unknown type', event('nothing.happened', {}), 422, 'unknown-type', '/type'],

    ['no data', event('points.earned', undefined as never), 422, 'invalid', '/data'],
    [
      'a negative amount',
      event('points.earned', { ...base(), amount: -1 }),
      422,
      'invalid',
      '/data/amount',
    ],
    [
      'a script link',
      event('points.earned', { ...base(), actionUrl: 'javascript:alert(1)' }),
      422,
      'invalid',
      '/data/actionUrl',
    ],
    [
      'another host',
      event('points.earned', { ...base(), actionUrl: '//evil.example' }),
      422,
      'invalid',
      '/data/actionUrl',
    ],
    ['a long id', points('x'.repeat(129)), 422, 'invalid', '/data/memberId'],
    ['an invisible id', points('a\u200bb'), 422, 'invalid', '/data/memberId'],
    [
      'a long title',
      event('points.earned', { ...base(), title: 'x'.repeat(201) }),
      422,
      'invalid',
      '/data/title',
    ],
    [
      'a day that does not exist',
      event('points.earned', { ...base(), expiresAt: '2026-02-31T99:00:00Z' }),
      422,
      'invalid',
      '/data/expiresAt',
    ],
    ['a source with a space', { ...points('a'), source: 'a b' }, 422, 'invalid', '/source'],
    [
      '1 MB',
      JSON.stringify(points('a', 1, { x: 'y'.repeat(1_000_000) })),
      413,
      'too-large',
      undefined,
    ],
  ] as const)(
    'are refused and leave nothing behind: %s',
    async (_name, body, status, code, pointer) => {
      const response = await send(body)
      const problem = (await response.json()) as ProblemBody
      expect([response.status, problem.code, problem.errors?.[0]?.pointer]).toEqual([
        status,
        code,
        pointer,
      ])
      expect(response.headers.get('content-type')).toBe('application/problem+json')
      expect(problem).toMatchObject({
        status,
        title: expect.any(String) as string,
        requestId: expect.any(String) as string,
      })
    },
  )

  it('are refused if a body without a length grows too large', async () => {
    const part = new TextEncoder().encode('x'.repeat(64 * 1024))
    let parts = 0
    const body = new ReadableStream({
      pull: (controller) => (parts++ < 8 ? controller.enqueue(part) : controller.close()),
    })
    const response = await server.fetch('/v1/events', {
      method: 'POST',
      headers: headers(STRUCTURED),
      body,
      duplex: 'half',
    })
    expect(response.status).toBe(413)
  })

  it('in a batch above 1,000 or of another content type are refused', async () => {
    const many = Array.from({ length: 1001 }, () => ({}))
    expect((await send(many, headers(BATCH))).status).toBe(422)
    expect((await send('a=b', headers('application/x-www-form-urlencoded'))).status).toBe(415)
    expect((await send({}, headers(BATCH))).status).toBe(422)
    expect((await send([], headers(STRUCTURED))).status).toBe(422)
  })

  it('of a full batch are all accepted', async () => {
    const memberId = fresh('ana')
    const batch = Array.from({ length: 1000 }, (_none, index) => graded(memberId, index % 100))
    expect(await server.post(batch)).toHaveLength(1001)
    expect((await server.as(memberId).inbox()).position.u).toBe(1000)
  })
})
