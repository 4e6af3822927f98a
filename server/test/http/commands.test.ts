import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { isUnread, isVisible, type Snapshot } from 'belfry/protocol'
import { createTestClock } from '../support/clock.js'
import { event, type MemberClient, points, titles } from '../support/server.js'
import { fresh, provideServer, server } from '../support/served.js'
import { storeKinds } from '../support/stores.js'

const does = (type: string, rest: object) => ({ id: randomUUID(), type, ...rest })
const undoOf = ({ id }: { id: string }) => does('undo', { command: id })

describe.each(storeKinds())('commands on $name', (kind) => {
  const clock = createTestClock()

  provideServer(kind, {}, clock)

  /** Creates a member with a row of their own, a broadcast, and a row of another category. */
  async function somebody(): Promise<{ ana: MemberClient; name: string; courseId: string }> {
    const name = fresh('ana')
    const courseId = fresh('course')
    const course = { courseId, courseTitle: 'Geometry' }
    const document = { documentId: 'd', documentTitle: 'Rules', action: 'review' }
    await server.post([
      event('course.enrolled', { memberId: name, ...course }),
      event('lesson.published', { ...course, lessonId: 'l', lessonTitle: 'Angles' }),
      event('document.published', { ...document, memberIds: [name] }),
    ])
    return { ana: server.as(name), name, courseId }
  }
  const row = ({ notifications }: Snapshot, type: string) => {
    const found = notifications.find(({ content }) => content?.type === type)
    if (!found) throw new Error(`no ${type}`)
    return found
  }
  const target = (inbox: Snapshot, type: string) => {
    const { id, pos } = row(inbox, type)
    return { notification: id, pos }
  }
  const typesOf = (inbox: Snapshot) => inbox.notifications.map(({ content }) => content?.type)
  const all = ['document.published', 'lesson.published', 'course.enrolled']
  const own = 'document.published'
  const shared = 'lesson.published'

  it.each([own, shared])('remove %s, and restore it with an undo', async (type) => {
    const { ana } = await somebody()
    const before = await ana.inbox()
    const command = does('remove', target(before, type))
    const { frame } = await ana.commands(before.to, [command])
    expect(frame).toMatchObject({
      type: 'delta',
      counts: { unread: 2 },
      notifications: [{ kind: 'removed', content: null }],
    })
    expect(typesOf(await ana.inbox())).not.toContain(type)
    const undone = await ana.commands(frame.to, [undoOf(command)])
    expect(undone.results).toMatchObject([{ status: 'applied' }])
    expect(undone.frame).toMatchObject({ type: 'snapshot', reason: 'undo', counts: { unread: 3 } })
    expect(typesOf(await ana.inbox()).sort()).toEqual([...all].sort())
  })

  it.each([own, shared])('mark %s as unread, and undo that', async (type) => {
    const { ana } = await somebody()
    const before = await ana.inbox()
    await ana.commands(before.to, [does('read-all', { upTo: before.to })])
    const read = await ana.inbox()
    expect(read.counts.unread).toBe(0)
    const command = does('unread', { notification: row(read, type).id })
    const { frame } = await ana.commands(read.to, [command])
    expect(frame.counts).toMatchObject({ unread: 1, unseen: 1 })
    const { notifications, head } = await ana.inbox()
    expect(notifications.filter((one) => isUnread(one, head))).toHaveLength(1)
    const undone = await ana.commands(frame.to, [undoOf(command)])
    expect(undone.frame.counts?.unread).toBe(0)
  })

  it.each([own, shared])('do not restore a removed %s by marking it as unread', async (type) => {
    const { ana } = await somebody()
    const before = await ana.inbox()
    const { results, frame } = await ana.commands(before.to, [
      does('remove', target(before, type)),
      does('unread', { notification: row(before, type).id }),
    ])
    expect(results.map(({ status }) => status)).toEqual(['applied', 'applied'])
    expect(frame.counts?.unread).toBe(2)
    expect(typesOf(await ana.inbox())).not.toContain(type)
  })

  it.each(['read-all', 'clear-all'])('apply %s to one category, and undo it', async (type) => {
    const { ana } = await somebody()
    const before = await ana.inbox()
    const command = does(type, { upTo: before.to, category: 'learning' })
    const { frame } = await ana.commands(before.to, [command])
    expect(frame.counts?.unreadByCategory).toEqual({ interaction: 1 })
    expect(typesOf(await ana.inbox())).toEqual(type === 'read-all' ? all : [own])
    const undone = await ana.commands(frame.to, [undoOf(command)])
    expect(undone.frame.counts).toEqual(before.counts)
    expect((await ana.inbox()).head).toMatchObject({ read: {}, clear: {} })
  })

  it('clear all up to the cursor, and nothing that arrived later', async () => {
    const { ana, name } = await somebody()
    const shown = await ana.inbox()
    await server.post(
      event('course.enrolled', { memberId: name, courseId: 'late', courseTitle: 'Late' }),
    )
    await ana.commands(shown.to, [does('clear-all', { upTo: shown.to })])
    const after = await ana.inbox()
    expect(titles(after.notifications)).toEqual(['Welcome to Late'])
    expect(after.notifications.every((one) => isVisible(one, after.head))).toBe(true)
  })

  it.each([own, shared])(
    'remove %s that another device marked as unread, and restore it as unread',
    async (type) => {
      const { ana } = await somebody()
      const start = await ana.inbox()
      await ana.commands(start.to, [does('read', target(start, type))])
      const shown = await ana.inbox()
      const { id } = row(shown, type)
      for (const command of [
        does('remove', target(shown, type)),
        does('clear-all', { upTo: shown.to }),
      ]) {
        const before = await ana.inbox()
        await ana.commands(before.to, [does('unread', { notification: id })])
        const { frame, results } = await ana.commands(shown.to, [command])
        expect(results).toMatchObject([{ status: 'applied' }])
        expect(typesOf(await ana.inbox())).not.toContain(type)
        expect((await ana.inbox()).counts.unread).toBe(command.type === 'remove' ? 2 : 0)
        await ana.commands(frame.to, [undoOf(command)])
        const after = await ana.inbox()
        expect(isUnread(row(after, type), after.head)).toBe(true)
        await ana.commands(after.to, [does('read', target(after, type))])
      }
    },
  )

  it('clear only rows that are read now, even if another device marked them as unread in between', async () => {
    const { ana } = await somebody()
    const start = await ana.inbox()
    await ana.commands(start.to, [does('read', target(start, own))])
    const shown = await ana.inbox()
    await ana.commands(shown.to, [does('unread', { notification: row(shown, own).id })])
    await ana.commands(shown.to, [does('clear-read', { upTo: shown.to })])
    expect(typesOf(await ana.inbox())).toContain(own)
    const raised = await ana.inbox()
    await ana.commands(raised.to, [does('read', target(raised, own))])
    await ana.commands(raised.to, [does('clear-read', { upTo: shown.to })])
    expect(typesOf(await ana.inbox())).not.toContain(own)
  })

  it('clear read rows, and restore exactly these with an undo', async () => {
    const { ana } = await somebody()
    const before = await ana.inbox()
    const removed = does('remove', target(before, 'course.enrolled'))
    const read = [own, shared].map((type) => does('read', target(before, type)))
    const { frame } = await ana.commands(before.to, [...read, removed])
    const command = does('clear-read', { upTo: frame.to })
    const cleared = await ana.commands(frame.to, [command])
    expect(cleared.frame).toMatchObject({
      notifications: [{ kind: 'removed' }, { kind: 'removed' }],
    })
    expect(typesOf(await ana.inbox())).toEqual([])
    await ana.commands(cleared.frame.to, [undoOf(command)])
    expect(typesOf(await ana.inbox())).toEqual([own, shared])
    expect((await ana.counts()).unread).toBe(0)
  })

  it('do not clear rows that are unread or arrived later', async () => {
    const { ana } = await somebody()
    const shown = await ana.inbox()
    await ana.commands(shown.to, [does('read', target(shown, shared))])
    const later = await ana.inbox()
    await ana.commands(later.to, [does('unread', { notification: row(shown, own).id })])
    await ana.commands(later.to, [does('clear-read', { upTo: shown.to })])
    expect(typesOf(await ana.inbox())).toEqual([own, 'course.enrolled'])
  })

  it('store what the member has seen', async () => {
    const { ana } = await somebody()
    const before = await ana.inbox()
    expect(before.counts).toMatchObject({ unread: 3, unseen: 3 })
    const { frame } = await ana.commands(before.to, [does('seen', { upTo: before.to })])
    expect(frame.counts).toMatchObject({ unread: 3, unseen: 0 })
    expect(frame.head?.seen).toEqual(before.position)
  })

  it('send the member’s other pages a snapshot after an undo', async () => {
    const { ana } = await somebody()
    const stream = await ana.stream()
    await stream.until('snapshot')
    const before = await ana.inbox()
    const command = does('clear-all', { upTo: before.to })
    const { frame } = await ana.commands(before.to, [command])
    expect((await stream.until('delta')).counts?.unread).toBe(0)
    await ana.commands(frame.to, [undoOf(command)])
    expect(await stream.until('snapshot')).toMatchObject({ reason: 'undo', counts: { unread: 3 } })
    stream.close()
  })

  it('refuse to undo what a later command changed', async () => {
    const { ana } = await somebody()
    const before = await ana.inbox()
    const removed = does('remove', target(before, own))
    const first = does('read-all', { upTo: before.to, category: 'learning' })
    await ana.commands(before.to, [removed, first])
    const { to } = await ana.inbox()
    const second = does('read-all', { upTo: to, category: 'learning' })
    const { results } = await ana.commands(to, [second, undoOf(first), undoOf(second)])
    expect(results.map(({ status, code }) => code ?? status)).toEqual([
      'applied',
      'superseded',
      'applied',
    ])
    const again = await ana.commands(to, [undoOf(removed), undoOf(removed)])
    expect(again.results.map(({ status, code }) => code ?? status)).toEqual([
      'applied',
      'superseded',
    ])
  })

  it.each([own, shared])(
    'restore %s as read if everything was marked as read meanwhile',
    async (type) => {
      const { ana } = await somebody()
      const before = await ana.inbox()
      const removed = does('remove', target(before, type))
      const { frame } = await ana.commands(before.to, [removed])
      await ana.commands(frame.to, [does('read-all', { upTo: frame.to }), undoOf(removed)])
      const after = await ana.inbox()
      expect(isUnread(row(after, type), after.head)).toBe(false)
    },
  )

  it('can be undone for one minute, and only if they are known', async () => {
    const { ana } = await somebody()
    const { to } = await ana.inbox()
    const [early, late] = [does('read-all', { upTo: to }), does('clear-all', { upTo: to })]
    await ana.commands(to, [early])
    clock.advance(30_000)
    await ana.commands(to, [late])
    clock.advance(30_000)
    const { results } = await ana.commands(to, [
      undoOf(early),
      undoOf(late),
      undoOf({ id: randomUUID() }),
    ])
    expect(results.map(({ status, code }) => code ?? status)).toEqual([
      'expired',
      'applied',
      'not-found',
    ])
  })

  it('can be undone while the gamification addon hides the row', async () => {
    const name = fresh('ana')
    const ana = server.as(name)
    const addon = (gamification: boolean) =>
      server.send('PUT', '/v1/admin/settings', { gamification })
    await addon(true)
    await server.post(points(name))
    const before = await ana.inbox()
    const command = does('remove', target(before, 'points.earned'))
    const { frame } = await ana.commands(before.to, [command])
    await addon(false)
    const { results } = await ana.commands(frame.to, [undoOf(command)])
    expect(results).toMatchObject([{ status: 'applied' }])
    await addon(true)
    expect(typesOf(await ana.inbox())).toEqual(['points.earned'])
    await addon(false)
  })

  it('from a page with an older state leave a broadcast unchanged, so that an undo still works', async () => {
    const { ana } = await somebody()
    const before = await ana.inbox()
    const raised = does('unread', { notification: row(before, shared).id })
    const read = () => does('read', { ...target(before, shared), at: before.to })
    const first = read()
    const { frame } = await ana.commands(before.to, [raised, first])
    const again = await ana.commands(frame.to, [read()])
    expect(again.frame.position).toEqual(frame.position)
    const { results } = await ana.commands(frame.to, [undoOf(first)])
    expect(results).toMatchObject([{ status: 'applied' }])
  })

  it('have one effect, even if they are repeated', async () => {
    const { ana } = await somebody()
    const before = await ana.inbox()
    const command = does('unread', { notification: row(before, own).id })
    const undo = undoOf(command)
    const { frame } = await ana.commands(before.to, [command, undo, command, undo])
    const repeated = await ana.commands(frame.to, [command, undo])
    expect(repeated.results.map(({ status }) => status)).toEqual(['repeated', 'repeated'])
    expect(repeated.frame.position).toEqual(frame.position)
  })

  it('with a cursor of another history are refused', async () => {
    const { ana } = await somebody()
    const { to } = await ana.inbox()
    const types = ['read-all', 'clear-all', 'clear-read', 'seen']
    const { results } = await ana.commands(
      to,
      types.map((type) => does(type, { upTo: 'made-up' })),
    )
    expect(results.map(({ code }) => code)).toEqual(types.map(() => 'epoch'))
    expect((await ana.counts()).unread).toBe(3)
  })

  it('given on another member’s page are refused, whatever row they name', async () => {
    const { ana } = await somebody()
    const { ana: ben } = await somebody()
    const [before, foreign] = [await ana.inbox(), (await ben.inbox()).to]
    const { results } = await ana.commands(foreign, [
      does('read', target(before, shared)),
      does('unread', { notification: row(before, own).id }),
      does('remove', target(before, own)),
      does('read-all', { upTo: before.to }),
    ])
    expect(results.map(({ code }) => code)).toEqual(['epoch', 'epoch', 'epoch', 'epoch'])
    expect((await ana.inbox()).position).toEqual(before.position)
  })
})
