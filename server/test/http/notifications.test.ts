import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Effect } from '../../src/storage/effects.js'
import { createTestClock } from '../support/clock.js'
import { event, KEYS, type ProblemBody } from '../support/server.js'
import { fresh, provideServer, server } from '../support/served.js'
import { storeKinds } from '../support/stores.js'

const HOUR_MS = 3_600_000
const key = { authorization: `Bearer ${KEYS.school}` }

describe.each(storeKinds())('notifications of a host on $name', (kind) => {
  const clock = createTestClock()

  // The stream must stay open over the days by which the clock advances.
  provideServer(kind, { streamMaxAgeMs: 30 * 24 * HOUR_MS }, clock)
  beforeAll(async () => {
    const types = {
      'ranking.changed': { category: 'gamification', icon: 'trophy', toast: 'points' },
      'book.returned': { category: 'learning' },
    }
    await server.send('PUT', '/v1/admin/settings', { gamification: true, types })
  })

  const post = (body: object, headers: Record<string, string> = {}) =>
    server.send('POST', '/v1/notifications', body, { ...key, ...headers })
  const effectsOf = async (response: Response) => {
    expect(response.status).toBe(202)
    return ((await response.json()) as { effects: Effect[] }).effects
  }
  const rowsOf = async (member: string) => (await server.as(member).inbox()).notifications
  const says = { title: 'Hello', message: 'World' }

  it('reach the given members once each, with all their content', async () => {
    const [ana, leo] = [fresh('ana'), fresh('leo')]
    const content = {
      type: 'ranking.changed',
      ...says,
      imageUrl: 'https://school.example/a.png',
      actionUrl: '/ranking',
      secondaryActions: [{ id: 'all', label: 'See all', url: '/ranking/all' }],
      data: { place: 3 },
      priority: 'critical',
    }
    const effects = await effectsOf(await post({ members: [ana, leo, ana], ...content }))
    expect(effects.filter((effect) => effect.kind === 'notification')).toHaveLength(2)
    for (const member of [ana, leo])
      expect(await rowsOf(member)).toMatchObject([
        { category: 'gamification', content: { ...content, icon: 'trophy', toast: 'points' } },
      ])
  })

  it('have the category of the settings, or of "System" for an unknown type', async () => {
    const ana = fresh('ana')
    for (const type of ['book.returned', 'never.heard.of'])
      await effectsOf(await post({ type, members: [ana], ...says }))
    const rows = await rowsOf(ana)
    expect(rows.map(({ category }) => category)).toEqual(['system', 'learning'])
  })

  it('of the catalogue need no texts if the data contains the values', async () => {
    const ana = fresh('ana')
    const data = { amount: 20, reason: 'Quiz' }
    await effectsOf(await post({ type: 'points.earned', members: [ana], data }))
    expect(await rowsOf(ana)).toMatchObject([{ content: { title: '+20 points', message: 'Quiz' } }])
    const bare = await post({ type: 'points.earned', members: [ana] })
    const { errors } = (await bare.json()) as ProblemBody
    expect(errors?.map(({ pointer }) => pointer)).toEqual(['/title', '/message'])
    expect(bare.status).toBe(422)
  })

  it('reach an audience as one row', async () => {
    const [ana, courseId] = [fresh('ana'), fresh('course')]
    await server.post(event('course.enrolled', { memberId: ana, courseId, courseTitle: 'Geo' }))
    for (const audience of ['platform', `course:${courseId}`, `channel:${courseId}`]) {
      const request = { type: 'announcement.published', audience, ...says, title: audience }
      const effects = await effectsOf(await post(request))
      expect(effects).toMatchObject([{ kind: 'broadcast', audience }])
    }
    const titles = (await rowsOf(ana)).map(({ content }) => content?.title)
    expect(titles.slice(0, 2)).toEqual([`course:${courseId}`, 'platform'])
    expect(titles).not.toContain(`channel:${courseId}`)
  })

  it('with an idempotency key are sent once within 72 hours', async () => {
    const ana = fresh('ana')
    const again = { 'idempotency-key': randomUUID() }
    const request = { type: 'book.returned', members: [ana], ...says }
    const first = await post(request, again)
    const second = await post(request, again)
    expect(first.headers.get('idempotent-replayed')).toBeNull()
    expect(second.headers.get('idempotent-replayed')).toBe('true')
    expect(await second.json()).toEqual(await first.json())
    const other = await post({ ...request, title: 'Another' }, again)
    const problem = (await other.json()) as ProblemBody
    expect([other.status, problem.code]).toEqual([422, 'idempotency-key-reused'])
    expect(problem.errors?.[0]?.pointer).toBe('Idempotency-Key')
    expect(await rowsOf(ana)).toHaveLength(1)
    const parallel = { 'idempotency-key': randomUUID() }
    await Promise.all(Array.from({ length: 6 }, () => post(request, parallel)))
    expect(await rowsOf(ana)).toHaveLength(2)
  })

  it('with a dedupe key renew the visible notification', async () => {
    const ana = fresh('ana')
    const client = server.as(ana)
    const request = { type: 'book.returned', members: [ana], dedupeKey: 'book-1', message: '' }
    await post({ ...request, title: 'First' })
    const before = await client.inbox()
    const [row] = before.notifications
    await client.commands(before.to, [{ id: randomUUID(), type: 'read-all', upTo: before.to }])
    clock.advance(1000)
    const effects = await effectsOf(await post({ ...request, title: 'Second' }))
    expect(effects).toMatchObject([{ id: row?.id, renotified: true }])
    const after = await client.inbox()
    expect(after.notifications).toMatchObject([
      { id: row?.id, kind: 'renotified', content: { title: 'Second' } },
    ])
    expect(after.counts).toMatchObject({ unread: 1, unseen: 1 })
    await client.commands(after.to, [{ id: randomUUID(), type: 'clear-all', upTo: after.to }])
    const third = await effectsOf(await post({ ...request, title: 'Third' }))
    expect(third[0]).not.toHaveProperty('renotified')
    expect(await rowsOf(ana)).toHaveLength(1)
  })

  it('with a dedupe key for an audience renew the broadcast, also for members who removed it', async () => {
    const [ana, courseId] = [fresh('ana'), fresh('course')]
    const client = server.as(ana)
    await server.post(event('course.enrolled', { memberId: ana, courseId, courseTitle: 'Geo' }))
    const audience = `course:${courseId}`
    const request = { type: 'book.returned', audience, dedupeKey: 'b', message: '' }
    await post({ ...request, title: 'First' })
    const before = await client.inbox()
    const command = { id: randomUUID(), type: 'clear-all', upTo: before.to }
    await client.commands(before.to, [command])
    await post({ ...request, title: 'Second' })
    expect(await rowsOf(ana)).toMatchObject([{ kind: 'renotified', content: { title: 'Second' } }])
  })

  it('disappear from every page when they expire', async () => {
    const [ana, courseId] = [fresh('ana'), fresh('course')]
    const client = server.as(ana)
    await server.post(event('course.enrolled', { memberId: ana, courseId, courseTitle: 'Geo' }))
    const expiresAt = new Date(clock.now() + HOUR_MS).toISOString()
    const request = { type: 'book.returned', ...says, expiresAt }
    await post({ ...request, members: [ana] })
    await post({ ...request, audience: `course:${courseId}` })
    const before = await client.inbox()
    expect(before.counts.unread).toBe(3)
    const command = { id: randomUUID(), type: 'clear-all', upTo: before.to }
    const stream = await client.stream({ cursor: before.to })
    await stream.until('delta')
    clock.advance(HOUR_MS)
    const gone = new Set<string>()
    while (gone.size < 2)
      for (const { id, kind: why } of (await stream.until('delta')).notifications) {
        expect(why).toBe('expired')
        gone.add(id)
      }
    stream.close()
    expect((await client.inbox()).counts.unread).toBe(1)
    // An undo of a later "Clear all" does not restore expired notifications.
    const { to } = await client.inbox()
    await client.commands(to, [command, { id: randomUUID(), type: 'undo', command: command.id }])
    expect(await rowsOf(ana)).toHaveLength(1)
    const late = await effectsOf(await post({ ...request, members: [ana] }))
    expect(late).toMatchObject([{ kind: 'none', reason: 'expired', member: ana }])
  })

  it('that were read are removed after the days in the settings', async () => {
    const [ana, courseId] = [fresh('ana'), fresh('course')]
    const client = server.as(ana)
    await server.post(event('course.enrolled', { memberId: ana, courseId, courseTitle: 'Geo' }))
    await post({ type: 'book.returned', audience: `course:${courseId}`, ...says })
    const read = await client.inbox()
    await client.commands(read.to, [{ id: randomUUID(), type: 'read-all', upTo: read.to }])
    await post({ type: 'book.returned', members: [ana], ...says, title: 'Unread' })
    const stream = await client.stream({ cursor: (await client.inbox()).to })
    await stream.until('delta')
    await server.send('PUT', '/v1/admin/settings', { retention: { readDays: 10 } })
    clock.advance(11 * 24 * HOUR_MS)
    const gone = new Set<string>()
    while (gone.size < 2)
      for (const { id, kind: why } of (await stream.until('delta')).notifications) {
        expect(why).toBe('retired')
        gone.add(id)
      }
    stream.close()
    expect((await rowsOf(ana)).map(({ content }) => content?.title)).toEqual(['Unread'])
  })

  it('that were read are removed on time, to the second', async () => {
    const ana = fresh('ana')
    const client = server.as(ana)
    await post({ type: 'book.returned', members: [ana], ...says })
    clock.advance(2000)
    await post({ type: 'book.returned', members: [ana], ...says, title: 'Later' })
    const read = await client.inbox()
    await client.commands(read.to, [{ id: randomUUID(), type: 'read-all', upTo: read.to }])
    await server.send('PUT', '/v1/admin/settings', { retention: { readDays: 1 } })
    const titles = async () => (await rowsOf(ana)).map(({ content }) => content?.title)
    clock.advance(24 * HOUR_MS - 4000)
    expect(await titles()).toHaveLength(2)
    clock.advance(2000)
    await expect.poll(titles).toEqual(['Later'])
    clock.advance(2000)
    await expect.poll(titles).toEqual([])
  })
})
