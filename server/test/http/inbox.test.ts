import { randomUUID } from 'node:crypto'
import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { isUnread } from 'belfry/protocol'
import { commandResponse, page, snapshot } from 'belfry/protocol/schemas'
import type { ReportedEffect } from '../../src/storage/effects.js'
import { event, KEYS, messages, points, titles } from '../support/server.js'
import { fresh, provideServer, server } from '../support/served.js'
import { storeKinds } from '../support/stores.js'

const lesson = (courseId: string, lessonTitle: string): object =>
  event('lesson.published', { courseId, courseTitle: 'Geometry', lessonId: 'l1', lessonTitle })
const enrolled = (memberId: string, courseId: string): object =>
  event('course.enrolled', { memberId, courseId, courseTitle: 'Geometry' })
const notificationIds = (effects: readonly ReportedEffect[]): string[] =>
  effects.flatMap((effect) => ('id' in effect ? [effect.id] : []))

const read = (notification: string, pos: number | 'latest', rest: object = {}) => ({
  id: randomUUID(),
  type: 'read',
  notification,
  pos,
  ...rest,
})
const readAll = (upTo: string, rest: object = {}) => ({
  id: randomUUID(),
  type: 'read-all',
  upTo,
  ...rest,
})

describe.each(storeKinds())('an inbox on $name', (kind) => {
  provideServer(kind)

  it('is empty for a member without any events', async () => {
    const inbox = await server.as(fresh('ana')).inbox()
    expect(v.parse(snapshot, inbox)).toMatchObject({
      reason: null,
      counts: { unread: 0, unreadByCategory: {}, unseen: 0 },
      features: { gamification: false },
      notifications: [],
      next: null,
    })
  })

  it('contains the notifications of events, newest first, with exact counts', async () => {
    const name = fresh('ana')
    const ana = server.as(name)
    await server.post(enrolled(name, 'c'))
    await server.post([
      event('course.enrolled', { memberId: name, courseId: 'd', courseTitle: 'Algebra' }),
      event('course.enrolled', { memberId: name, courseId: 'e', courseTitle: 'Biology' }),
    ])
    const inbox = v.parse(snapshot, await ana.inbox())
    expect(titles(inbox.notifications)).toEqual([
      'Welcome to Biology',
      'Welcome to Algebra',
      'Welcome to Geometry',
    ])
    expect(inbox.counts).toEqual({ unread: 3, unreadByCategory: { learning: 3 }, unseen: 3 })
    expect(inbox.position).toEqual({ u: 3, b: expect.any(Number) as number })
  })

  it('can be paged without a gap or a repetition while notifications arrive', async () => {
    const name = fresh('ana')
    const ana = server.as(name)
    const course = (courseTitle: string) =>
      event('course.enrolled', { memberId: name, courseId: courseTitle, courseTitle })
    await server.post(Array.from({ length: 7 }, (_none, index) => course(`old ${index}`)))
    const first = await ana.inbox(3)
    await server.post(course('new'))
    const seen = titles(first.notifications)
    for (let next = first.next; next !== null;) {
      const older = v.parse(page, await ana.page(`limit=2&after=${next}`))
      seen.push(...titles(older.notifications))
      next = older.next
    }
    expect(seen).toEqual([6, 5, 4, 3, 2, 1, 0].map((index) => `Welcome to old ${index}`))
  })

  it('can be filtered by unread, by category and by text', async () => {
    const name = fresh('ana')
    const ana = server.as(name)
    await server.post([
      enrolled(name, fresh('course')),
      event('course.enrolled', { memberId: name, courseId: 'x', courseTitle: '100%_sure' }),
    ])
    const { to, notifications } = await ana.inbox()
    const [newest] = notifications
    await ana.commands(to, [read(newest?.id ?? '', newest?.pos ?? 0)])
    expect(titles((await ana.page('filter=unread')).notifications)).toEqual(['Welcome to Geometry'])
    expect((await ana.page('category=system')).notifications).toEqual([])
    expect((await ana.page('category=learning')).notifications).toHaveLength(2)
    expect(titles((await ana.page('q=GEOM')).notifications)).toEqual(['Welcome to Geometry'])
    expect((await ana.page('q=%25_')).notifications).toHaveLength(1)
    expect((await ana.page('q=100%25x')).notifications).toEqual([])
  })

  it('marks a notification as read once, even if the command is repeated', async () => {
    const name = fresh('ana')
    const ana = server.as(name)
    const [id = ''] = notificationIds(await server.post(enrolled(name, 'c')))
    const { to } = await ana.inbox()
    const command = read(id, 1)
    const first = v.parse(commandResponse, await ana.commands(to, [command]))
    expect(first.results).toEqual([{ id: command.id, status: 'applied' }])
    expect(first.frame).toMatchObject({
      type: 'delta',
      commands: [command.id],
      counts: { unread: 0 },
      position: { u: 2 },
      notifications: [{ id, kind: 'read', readPos: 1, rev: 2, content: null }],
    })
    const second = await ana.commands(first.frame.to, [command, command])
    expect(second.results.map(({ status }) => status)).toEqual(['repeated', 'repeated'])
    expect(second.frame.position.u).toBe(2)
  })

  it('keeps a renewed notification unread if an older state of it is marked as read', async () => {
    const name = fresh('ana')
    const ana = server.as(name)
    await server.post(enrolled(name, 'c'))
    const { to, notifications } = await ana.inbox()
    const { frame } = await ana.commands(to, [read(notifications[0]?.id ?? '', 0)])
    expect(frame).toMatchObject({ type: 'delta', notifications: [] })
    expect((await ana.counts()).unread).toBe(1)
  })

  it('marks all as read up to the cursor, and nothing that arrived later', async () => {
    const name = fresh('ana')
    const ana = server.as(name)
    const course = fresh('course')
    await server.post([enrolled(name, course), lesson(course, 'Shown')])
    const shown = await ana.inbox()
    expect(shown.counts.unread).toBe(2)
    await server.post([lesson(course, 'Later'), enrolled(name, 'x')])
    const { frame } = await ana.commands(shown.to, [readAll(shown.to)])
    expect(frame.counts?.unread).toBe(2)
    const now = await ana.inbox()
    expect(messages(now.notifications.filter((row) => isUnread(row, now.head))).sort()).toEqual([
      'Later is now available in Geometry',
      'Welcome to Geometry',
    ])
  })

  it('marks one category as read', async () => {
    const name = fresh('ana')
    const ana = server.as(name)
    await server.post(enrolled(name, 'c'))
    const { to } = await ana.inbox()
    const other = await ana.commands(to, [readAll(to, { category: 'system' })])
    expect((await ana.counts()).unread).toBe(1)
    const own = await ana.commands(to, [readAll(to, { category: 'learning' })])
    expect([...other.results, ...own.results].map(({ status }) => status)).toEqual([
      'applied',
      'applied',
    ])
    expect((await ana.counts()).unread).toBe(0)
  })

  it('refuses to mark all as read up to a cursor that the server did not issue', async () => {
    const name = fresh('ana')
    const ana = server.as(name)
    await server.post(enrolled(name, 'c'))
    const { to } = await ana.inbox()
    const foreign = (await server.as(fresh('leo')).inbox()).to
    const { results } = await ana.commands(to, [readAll(foreign), readAll('made up')])
    expect(results.map(({ status, code }) => `${status} ${code}`)).toEqual([
      'refused epoch',
      'refused epoch',
    ])
    expect((await ana.counts()).unread).toBe(1)
  })

  it('answers a foreign base cursor with a snapshot, and applies no command', async () => {
    const name = fresh('ana')
    const { results, frame } = await server
      .as(name)
      .commands('made up', [read(randomUUID(), 'latest')])
    expect(results).toMatchObject([{ status: 'refused', code: 'epoch' }])
    expect(frame).toMatchObject({ type: 'snapshot', reason: 'epoch' })
  })

  it('stores a broadcast as one row, with separate marks for each member', async () => {
    const [ana, leo] = [fresh('ana'), fresh('leo')]
    const course = fresh('course')
    await server.post([enrolled(ana, course), enrolled(leo, course)])
    const [id = ''] = notificationIds(await server.post(lesson(course, 'Angles')))
    const before = await server.as(ana).inbox()
    const row = before.notifications.find((one) => one.id === id)
    expect(row).toMatchObject({ scope: 'broadcast', revb: row?.pos, rev: 0 })
    await server.as(ana).commands(before.to, [read(id, row?.pos ?? 0)])
    expect((await server.as(ana).counts()).unread).toBe(1)
    expect((await server.as(leo).counts()).unread).toBe(2)
  })

  it('shows a broadcast to members who were in the audience when it was published', async () => {
    const [early, late] = [fresh('early'), fresh('late')]
    const course = fresh('course')
    await server.post(enrolled(early, course))
    await server.post(lesson(course, 'Angles'))
    const before = await server.as(early).inbox()
    await server.post(enrolled(late, course))
    const later = await server.as(late).inbox()
    expect(titles(later.notifications)).toEqual(['Welcome to Geometry'])
    // The new member joined the audience; other members need no snapshot because of that.
    const { frame } = await server.as(early).commands(before.to, [readAll(before.to)])
    expect(frame.type).toBe('delta')
  })

  it('refuses to mark a broadcast of another audience', async () => {
    const [ana, eve] = [fresh('ana'), fresh('eve')]
    const course = fresh('course')
    await server.post(enrolled(ana, course))
    const [id = ''] = notificationIds(await server.post(lesson(course, 'Angles')))
    const { to } = await server.as(eve).inbox()
    const { results } = await server.as(eve).commands(to, [read(id, 'latest')])
    expect(results).toMatchObject([{ status: 'refused', code: 'not-found' }])
  })

  it('hides all gamification rows and counts while the addon is off', async () => {
    const name = fresh('ana')
    const ana = server.as(name)
    const addon = (gamification: boolean) =>
      server.send('PUT', '/v1/admin/settings', { gamification })
    await addon(true)
    const [id = ''] = notificationIds(await server.post(points(name)))
    await addon(false)
    const inbox = await ana.inbox()
    expect(inbox.notifications).toEqual([])
    expect(inbox.counts).toEqual({ unread: 0, unreadByCategory: {}, unseen: 0 })
    expect((await ana.page('category=gamification')).notifications).toEqual([])
    const { results, frame } = await ana.commands(inbox.to, [read(id, 'latest'), readAll(inbox.to)])
    expect(results).toMatchObject([{ code: 'not-found' }, { status: 'applied' }])
    // Hidden rows are not marked as read, so they are unread when the addon is switched on again.
    expect(frame).toMatchObject({ type: 'delta' })
    expect(frame.head?.read).not.toHaveProperty('gamification')
  })

  it('is separate from the inbox of a member with the same name on another platform', async () => {
    const name = fresh('ana')
    const course = fresh('course')
    await server.post([enrolled(name, course), lesson(course, 'Angles')])
    const other = server.as(name, 'other')
    expect((await other.inbox()).notifications).toEqual([])
    await server.post(
      event('course.enrolled', { memberId: name, courseId: course, courseTitle: 'Other' }),
      KEYS.other,
    )
    expect(titles((await other.inbox()).notifications)).toEqual(['Welcome to Other'])
    expect((await server.as(name).counts()).unread).toBe(2)
    const { to } = await server.as(name).inbox()
    const { frame } = await other.commands(to, [readAll(to)])
    expect(frame).toMatchObject({ type: 'snapshot', counts: { unread: 1 } })
  })
})
