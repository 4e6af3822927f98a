import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { event, KEYS, points, tokenFor } from '../support/server.js'
import { fresh, provideServer, server } from '../support/served.js'
import { storeKinds } from '../support/stores.js'

describe.each(storeKinds())('the settings on $name', (kind) => {
  provideServer(kind)

  const put = (change: object, headers?: Record<string, string>) =>
    server.send('PUT', '/v1/admin/settings', change, headers)

  it('have defaults, and change only the given fields', async () => {
    const headers = { authorization: `Bearer ${KEYS.other}` }
    const before = await (await server.fetch('/v1/admin/settings', { headers })).json()
    expect(before).toMatchObject({
      gamification: false,
      retention: { readDays: 30 },
      links: { gamification: '/gamification' },
      types: {},
    })
    const types = { 'x.y': { category: 'system', icon: 'bell' } }
    const after = await put({ types, links: { course: '/c/{courseId}' } }, headers)
    expect(after.status).toBe(200)
    expect(await after.json()).toEqual({
      ...(before as object),
      types,
      links: { ...(before as { links: object }).links, course: '/c/{courseId}' },
    })
  })

  it('are accessible to an admin and to the key of the platform only', async () => {
    const statusOf = async (role: string) => {
      const token = await tokenFor({ sub: 'ana', platform: 'school', role })
      const headers = { authorization: `Bearer ${token}` }
      const got = await server.fetch('/v1/admin/settings', { headers })
      return [got.status, (await put({}, headers)).status]
    }
    expect(await statusOf('admin')).toEqual([200, 200])
    expect(await statusOf('teacher')).toEqual([403, 403])
    expect(await statusOf('member')).toEqual([403, 403])
    expect((await server.fetch('/v1/admin/settings')).status).toBe(401)
  })

  it('change the links of new notifications', async () => {
    await put({ links: { course: 'https://campus.example/c/{courseId}' } })
    const memberId = fresh('ana')
    await server.post(
      event('course.enrolled', { memberId, courseId: 'a/b', courseTitle: 'Geometry' }),
    )
    const { notifications } = await server.as(memberId).inbox()
    expect(notifications[0]?.content?.actionUrl).toBe('https://campus.example/c/a%2Fb')
  })

  it('switch gamification on and off on open pages, and change nothing that is hidden', async () => {
    const name = fresh('ana')
    const ana = server.as(name)
    await put({ gamification: true })
    await server.post([
      points(name),
      event('course.enrolled', { memberId: name, courseId: 'c', courseTitle: 'Geometry' }),
    ])
    await put({ gamification: false })
    const stream = await ana.stream()
    expect(await stream.until('snapshot')).toMatchObject({ counts: { unread: 1 } })
    await put({ gamification: true })
    expect(await stream.until('snapshot')).toMatchObject({
      reason: 'features',
      features: { gamification: true },
      counts: { unread: 2, unreadByCategory: { learning: 1, gamification: 1 } },
    })
    await put({ gamification: false })
    const off = await stream.until('snapshot')
    expect(off).toMatchObject({ reason: 'features', features: { gamification: false } })
    expect(off.notifications).toHaveLength(1)
    const bulk = (type: string) => ({ id: randomUUID(), type, upTo: off.to })
    await ana.commands(off.to, ['read-all', 'clear-read', 'clear-all'].map(bulk))
    expect((await ana.inbox()).notifications).toEqual([])
    await put({ gamification: true })
    expect((await ana.inbox()).counts).toMatchObject({ unread: 1 })
    stream.close()
  })

  it('protect hidden rows from a command that was given before they were shown', async () => {
    const name = fresh('ana')
    const ana = server.as(name)
    await put({ gamification: true })
    await server.post([
      points(name),
      event('course.enrolled', { memberId: name, courseId: 'c', courseTitle: 'Geometry' }),
    ])
    await put({ gamification: false })
    // The command is given while gamification is off, and arrives when it is on again.
    const { to } = await ana.inbox()
    const bulk = (type: string) => ({ id: randomUUID(), type, upTo: to })
    await put({ gamification: true })
    await ana.commands(to, ['read-all', 'clear-all'].map(bulk))
    const inbox = await ana.inbox()
    expect(inbox.notifications.map(({ category }) => category)).toEqual(['gamification'])
    expect(inbox.counts).toMatchObject({ unread: 1 })
  })

  it('create no gamification notifications while it is off, and report that', async () => {
    const [ana, leo] = [fresh('ana'), fresh('leo')]
    const types = { 'ranking.changed': { category: 'gamification' } }
    const reason = 'gamification is off'
    const notify = async (body: object) => {
      const response = await server.send('POST', '/v1/notifications', {
        title: 'Third place',
        message: '',
        ...body,
      })
      return ((await response.json()) as { effects: unknown }).effects
    }
    await put({ gamification: false, types })
    const event = points(ana)
    const before = await server.as(leo).inbox()
    expect(await server.post([event, points(ana)])).toMatchObject([
      { kind: 'directory', member: ana, change: 'registered' },
      { kind: 'none', reason, member: ana },
      { kind: 'none', reason, member: ana },
    ])
    for (const type of ['goal.reached', 'ranking.changed']) {
      expect(await notify({ type, members: [leo, ana] })).toEqual([
        { kind: 'none', reason, member: leo },
        { kind: 'none', reason, member: ana },
      ])
      expect(await notify({ type, audience: 'platform' })).toEqual([{ kind: 'none', reason }])
    }
    const after = await server.as(leo).inbox()
    expect(after.position).toEqual(before.position)
    await put({ gamification: true })
    expect((await server.as(ana).inbox()).notifications).toEqual([])
    expect((await server.as(leo).inbox()).notifications).toEqual([])
    // The response to a repeated event reports its first effect; the notification is
    // not created later.
    expect(await server.post(event)).toMatchObject([
      { kind: 'directory', repeated: true },
      { kind: 'none', reason, repeated: true },
    ])
    expect(await notify({ type: 'ranking.changed', members: [ana] })).toMatchObject([
      { kind: 'notification', member: ana },
    ])
  })

  it('cause no snapshot on open pages if gamification does not change', async () => {
    const ana = server.as(fresh('ana'))
    const { to } = await ana.inbox()
    await put({ retention: { readDays: 5 } })
    const stream = await ana.stream({ cursor: to })
    await stream.until('delta')
    stream.close()
  })
})
